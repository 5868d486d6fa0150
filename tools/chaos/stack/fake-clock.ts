import { globSync } from "node:fs";

/** Ten minutes fast: longer than any tolerance of a signature, shorter than a session. */
export const CLOCK_SHIFT = "+10m";

/** Where distributions put it. */
const PLACES = ["/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib*/faketime/libfaketime.so.1"];

/**
 * What makes a process believe in another time; null where libfaketime is neither installed nor named by LIBFAKETIME.
 * Only the time of day is wrong: timers go on as they should, as on a machine whose clock was set wrongly.
 */
export function findFakeClock(): NodeJS.ProcessEnv | null {
  const library = process.env["LIBFAKETIME"] ?? globSync(PLACES)[0];
  if (library === undefined) return null;
  return { LD_PRELOAD: library, FAKETIME: CLOCK_SHIFT, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
}
