import { zText } from "./text.ts";

/**
 * Marks that turn the direction of text, and signs that nobody sees: with them one name looks like another, or the words
 * beside it are read backwards. Languages need none of them in a name.
 */
const TRICKS = /[\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;
/** Bangla and other scripts join letters by these two, emoji people; anywhere else they only hide. */
const LOOSE_JOINERS = /(?<![\p{Lo}\p{M}\p{Sk}\p{Extended_Pictographic}])[\u200C\u200D]+|[\u200C\u200D]+$/gu;

const withoutTricks = (name: string): string => name.replaceAll(TRICKS, "").replaceAll(LOOSE_JOINERS, "");

/**
 * A name of one line, as it is shown to others: what would mislead them is taken out instead of refused, because it comes
 * along when people copy. Control characters, which would let a name write into headers and logs, are refused.
 */
export const zName = (charactersMax: number) =>
  zText
    .overwrite(withoutTricks)
    .trim()
    .max(charactersMax)
    .regex(/^\P{Cc}*$/u, "must not contain control characters");
