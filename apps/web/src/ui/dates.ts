import type { Locale } from "@careforall/domain/shared";

/** Campaigns live in Bangladesh; a deadline is a day there, whoever reads it. */
export const TIME_ZONE = "Asia/Dhaka";

/** Day before month and a clock of 24 hours in every language, as people here write them. */
const INTL_LOCALE = { en: "en-GB", bn: "bn-BD-u-nu-beng", fr: "fr-FR" } as const satisfies Record<
  Locale,
  string
>;

const MS_PER_DAY = 86_400_000;

const written = (iso: string, locale: Locale, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(INTL_LOCALE[locale], { timeZone: TIME_ZONE, ...options }).format(new Date(iso));

/** "21 November, 14:05": joined by hand, because each language's own word for "at" reads oddly beside a name. */
export const formatMoment = (iso: string, locale: Locale): string =>
  `${written(iso, locale, { day: "numeric", month: "long" })}, ${written(iso, locale, CLOCK)}`;

/** "21 November 2026" in a place of its own: the day on a receipt is the campaign's. */
export const formatDay = (iso: string, locale: Locale, timeZone: string): string =>
  written(iso, locale, { timeZone, day: "numeric", month: "long", year: "numeric" });

/** "21 November 2026, 14:05", likewise. */
export const formatDayAndClock = (iso: string, locale: Locale, timeZone: string): string =>
  `${formatDay(iso, locale, timeZone)}, ${formatHourAndMinute(iso, locale, timeZone)}`;

/** "14:05", likewise. */
export const formatHourAndMinute = (iso: string, locale: Locale, timeZone: string): string =>
  written(iso, locale, { timeZone, ...CLOCK });

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** "14:05:09" */
export const formatClock = (iso: string, locale: Locale): string =>
  written(iso, locale, { ...CLOCK, second: "2-digit" });

/** Days that are left in full; 0 is the last day, and stays 0 after the end. */
export function daysUntil(iso: string, now: Date): number {
  const days = Math.floor((new Date(iso).getTime() - now.getTime()) / MS_PER_DAY);
  return Math.max(0, days);
}
