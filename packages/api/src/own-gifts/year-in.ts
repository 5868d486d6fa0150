/** The moments between which it is this year on the clocks of a time zone that `zTimeZone` let through. */
export function yearIn(timeZone: string, year: number): { readonly from: Date; readonly until: Date } {
  return { from: newYear(timeZone, year), until: newYear(timeZone, year + 1) };
}

/**
 * Asked of the same tables that chose the zone: the database may know other names, and reads offsets the other way round.
 * Twice, because the offset that counts is the one of the moment that is looked for.
 */
function newYear(timeZone: string, year: number): Date {
  const midnight = Date.UTC(year, 0, 1);
  const nearly = midnight - offsetMs(timeZone, midnight);
  return new Date(midnight - offsetMs(timeZone, nearly));
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetMs(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en", { ...CLOCK, timeZone }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}

const CLOCK = {
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;
