import { hasLocale } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { headers } from "next/headers";
import { TIME_ZONE } from "../ui/dates.ts";
import { LANGUAGE_HEADER } from "./language-header.ts";
import { routing } from "./routing.ts";

/** The language of the address; pages of staff have none in theirs and speak that of the reader's profile. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = (await requestLocale) ?? (await headers()).get(LANGUAGE_HEADER);
  const locale = hasLocale(routing.locales, requested) ? requested : routing.defaultLocale;
  const { default: messages } = await import(`../../messages/${locale}.json`);
  return { locale, messages, timeZone: TIME_ZONE };
});
