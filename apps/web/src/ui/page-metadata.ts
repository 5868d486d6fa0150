import { LOCALES, type Locale } from "@careforall/domain/shared";
import type { Metadata } from "next";
import { webContext } from "../server/context.ts";

/** Title, description and the same page in the other languages, for search engines and shared links. */
export async function pageMetadata(page: {
  readonly locale: Locale;
  /** The address without its language; "" is the home page. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
}): Promise<Metadata> {
  const { settings } = await webContext();
  const address = (locale: Locale): string => `${settings.web.url}/${locale}${page.path}`;
  return {
    title: page.title,
    description: page.description,
    alternates: {
      canonical: address(page.locale),
      languages: Object.fromEntries(LOCALES.map((locale) => [locale, address(locale)])),
    },
    openGraph: {
      title: page.title,
      description: page.description,
      url: address(page.locale),
      type: "website",
    },
  };
}

/** Pages of one person's gift are nobody else's business. */
export const PRIVATE_PAGE = { robots: { index: false, follow: false } } as const satisfies Metadata;
