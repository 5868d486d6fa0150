import type { Currency } from "../money/index.ts";

/** Where a campaign of this currency lives: days and years on receipts are those of its place. */
const TIME_ZONES: Partial<Record<Currency, string>> = { BDT: "Asia/Dhaka", XOF: "Africa/Dakar" };

/** IANA name; UTC where no one place is meant. */
export const timeZoneOf = (currency: Currency): string => TIME_ZONES[currency] ?? "UTC";

const yearFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en", { calendar: "gregory", timeZone, year: "numeric" });

/** Making one costs half a millisecond, and each receipt asks for one. */
const YEAR_FORMATS = new Map(
  [...Object.values(TIME_ZONES), "UTC"].map((timeZone) => [timeZone, yearFormat(timeZone)]),
);

/** The year in whose series a receipt is numbered: that of the capture, in the campaign's place. */
export function receiptYear(receivedAt: Date, currency: Currency): number {
  const timeZone = timeZoneOf(currency);
  const format = YEAR_FORMATS.get(timeZone) ?? yearFormat(timeZone);
  return Number(format.format(receivedAt));
}
