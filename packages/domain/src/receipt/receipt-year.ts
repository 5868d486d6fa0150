import type { Currency } from "../money/index.ts";

/** Where a campaign of this currency lives: days and years on receipts are those of its place. */
const TIME_ZONES: Partial<Record<Currency, string>> = { BDT: "Asia/Dhaka", XOF: "Africa/Dakar" };

/** IANA name; UTC where no one place is meant. */
export const timeZoneOf = (currency: Currency): string => TIME_ZONES[currency] ?? "UTC";

/** The year in whose series a receipt is numbered: that of the capture, in the campaign's place. */
export function receiptYear(receivedAt: Date, currency: Currency): number {
  const format = new Intl.DateTimeFormat("en", {
    calendar: "gregory",
    timeZone: timeZoneOf(currency),
    year: "numeric",
  });
  return Number(format.format(receivedAt));
}
