import { LOCALES, type Locale } from "@careforall/domain/shared";
import { notFound } from "next/navigation";

const isLocale = (text: string): text is Locale => LOCALES.some((locale) => locale === text);

/** The language of a page, from its address; an address with another first part is no page of ours. */
export async function localeOf(params: Promise<{ readonly locale: string }>): Promise<Locale> {
  const { locale } = await params;
  return isLocale(locale) ? locale : notFound();
}
