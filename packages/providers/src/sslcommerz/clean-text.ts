/** A code point is at most two UTF-16 units: enough units to hold every character that may stay. */
const UNITS_PER_CHARACTER_MAX = 2;

/**
 * One line of at most `charactersMax` characters. Cut by code points, because half a surrogate pair is no text
 * any more; control characters become spaces, because gateways print these texts into forms and statements.
 */
export function cleanText(text: string, charactersMax: number): string {
  const bounded = text.slice(0, charactersMax * UNITS_PER_CHARACTER_MAX * 2).toWellFormed();
  const line = bounded.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return Array.from(line).slice(0, charactersMax).join("").trim();
}
