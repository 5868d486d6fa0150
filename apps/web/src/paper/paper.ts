import type { Locale } from "@careforall/domain/shared";

/** A mark that nobody may overlook. `void` and `credit` are about money, `copy` and `test` about the paper. */
export type Stamp = { readonly kind: "void" | "credit" | "copy" | "test"; readonly words: string };

export type PaperLine = { readonly name: string; readonly value: string; readonly isSum?: boolean };

export type PaperTable = {
  readonly title: string;
  /** The columns from `amountsFrom` on are amounts, and stand at the right. */
  readonly amountsFrom: number;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/**
 * What a receipt or a statement says, in the words of its reader's language. The page and the PDF are both drawn from
 * it, so they cannot say different things. Plain data: it goes to another thread to be drawn.
 */
export type Paper = {
  readonly locale: Locale;
  /** Of the file, without its ending: ASCII. */
  readonly fileName: string;
  readonly title: string;
  readonly heading: string;
  /** The number of a receipt, the year of a statement. */
  readonly number: string;
  readonly stamps: readonly Stamp[];
  readonly intro: string;
  readonly lines: readonly PaperLine[];
  readonly tables: readonly PaperTable[];
  readonly notes: readonly string[];
  /** Said instead of letters that a PDF cannot draw. */
  readonly lettersNote: string;
};
