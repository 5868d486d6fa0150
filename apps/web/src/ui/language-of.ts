import type { Locale } from "@careforall/domain/shared";

const BANGLA_LETTER = /\p{Script=Bengali}/u;

/**
 * The language of words that people wrote, for `lang`: a screen reader changes its voice and the page its font.
 * Only Bangla can be told by its letters; undefined leaves the language of the page.
 */
export const languageOf = (words: string, page: Locale): Locale | undefined =>
  page !== "bn" && BANGLA_LETTER.test(words) ? "bn" : undefined;
