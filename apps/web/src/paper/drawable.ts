/**
 * Letters that Hind Siliguri has: Latin with its accents, Bangla, the danda, dashes, quotes and a few signs. Others would
 * be drawn as boxes on top of each other.
 */
const DRAWABLE =
  /[\n -~\u00A0-\u017F\u0964\u0965\u0980-\u09FF\u200C\u200D\u2010-\u2015\u2018-\u201D\u2022\u2026\u20AC]/u;
/** Narrow spaces, which the font does not have, as an ordinary one that does not break. */
const NARROW_SPACES = /[\u2007\u2009\u202F]/gu;

export type Drawable = { readonly words: string; readonly isWhole: boolean };

/** The same words with "?" for every letter that cannot be drawn. NFC, because accents of their own are not joined. */
export function drawable(given: string): Drawable {
  const letters = [...given.normalize("NFC").replaceAll(NARROW_SPACES, "\u00A0")];
  return {
    words: letters.map((letter) => (DRAWABLE.test(letter) ? letter : "?")).join(""),
    isWhole: letters.every((letter) => DRAWABLE.test(letter)),
  };
}

/** Does the same with every text of a value made of texts, lists and records. */
export function allDrawable<Value>(value: Value): { readonly value: Value; readonly isWhole: boolean } {
  let isWhole = true;
  const walk = (part: unknown): unknown => {
    if (typeof part === "string") {
      const drawn = drawable(part);
      isWhole &&= drawn.isWhole;
      return drawn.words;
    }
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return { value: walk(value) as Value, isWhole };
}
