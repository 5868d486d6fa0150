import type { IncomingHttpHeaders } from "node:http";
import { type Locale, zLocale } from "@careforall/domain/shared";

/** How the server tells Next's side the language of a page whose address has none; thrown away when it comes from outside. */
export const LANGUAGE_HEADER = "x-careforall-language";

/** The language that was chosen; null when the address has one of its own, or nobody is signed in. */
export const chosenLanguage = (headers: IncomingHttpHeaders): Locale | null =>
  zLocale.safeParse(headers[LANGUAGE_HEADER]).data ?? null;
