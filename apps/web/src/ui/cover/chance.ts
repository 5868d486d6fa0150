/** Numbers from 0 to 1 that are the same for the same id: a campaign keeps its picture for ever. */
export type Chance = () => number;

/**
 * FNV-1a over the text, then Mulberry32. Both are public domain and short; they choose petals, not secrets.
 */
export function chanceOf(text: string): Chance {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
