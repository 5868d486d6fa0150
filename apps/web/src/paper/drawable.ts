/**
 * What Hind Siliguri does not have. It has Latin with its accents, Bangla with the danda and both joiners, dashes, quotes
 * and a few signs. Other letters would be drawn as boxes on top of each other.
 */
const UNDRAWABLE =
  /(?!\u200C|\u200D)[^\n -~\u00A0-\u017F\u0964\u0965\u0980-\u09FF\u2010-\u2015\u2018-\u201D\u2022\u2026\u20AC]/gu;
/** Narrow spaces, which the font does not have, as an ordinary one that does not break. */
const NARROW_SPACES = /[\u2007\u2009\u202F]/gu;

type Drawable = { readonly words: string; readonly isWhole: boolean };

/** The same words with "?" for every letter that cannot be drawn. NFC, because accents of their own are not joined. */
function drawable(given: string): Drawable {
  const asked = given.normalize("NFC").replaceAll(NARROW_SPACES, "\u00A0");
  const words = asked.replaceAll(UNDRAWABLE, "?");
  return { words, isWhole: words === asked };
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
