/** Dhaka is six hours ahead of UTC and knows no summer time. */
const DHAKA_OFFSET_MS = 6 * 60 * 60 * 1000;

/** `YYYY-MM-DD hh:mm:ss` without a zone, as the gateway writes all its times. */
export const toDhakaTime = (at: number): string =>
  new Date(at + DHAKA_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
