import type { Totals } from "@careforall/api/campaign";
import { formatCount, formatMoney, formatPercent, money, percentOf } from "@careforall/domain/browser-money";
import type { Locale } from "@careforall/domain/shared";
import { formatClock } from "../dates.ts";

/** The sentences around the total, written by the server with their places left open: `{count} gifts`. */
export type TotalPatterns = {
  readonly raisedLabel: string;
  readonly of: string;
  readonly meter: string;
  readonly funded: string;
  readonly asOf: string;
  readonly gifts: Counted;
  readonly donors: Counted;
};

/** A noun in the forms that our languages have for numbers. */
type Counted = { readonly one: string; readonly many: string; readonly other: string };

export type TotalWords = {
  readonly raised: string;
  readonly of: string;
  readonly percent: number;
  readonly meter: string;
  readonly funded: string;
  readonly gifts: string;
  readonly donors: string;
  readonly asOf: string;
};

/** The same words on the server and in the browser, from the same functions: a new total looks like the first. */
export function totalWords(totals: Totals, locale: Locale, patterns: TotalPatterns): TotalWords {
  const inMoney = (minor: string): string => formatMoney(money(BigInt(minor), totals.currency), locale);
  const raised = inMoney(totals.raisedMinor);
  const goal = inMoney(totals.goalMinor);
  const percent = percentOf(BigInt(totals.raisedMinor), BigInt(totals.goalMinor));
  const percentText = formatPercent(percent, locale);
  return {
    raised,
    of: fill(patterns.of, { goal }),
    percent,
    meter: fill(patterns.meter, { raised, goal, percent: percentText }),
    funded: fill(patterns.funded, { percent: percentText }),
    gifts: counted(totals.giftCount, locale, patterns.gifts),
    donors: counted(totals.donorCount, locale, patterns.donors),
    asOf: fill(patterns.asOf, { time: formatClock(totals.asOf, locale) }),
  };
}

function counted(count: number, locale: Locale, patterns: Counted): string {
  const form = new Intl.PluralRules(locale).select(count);
  const pattern = form === "one" || form === "many" ? patterns[form] : patterns.other;
  return fill(pattern, { count: formatCount(count, locale) });
}

/** `{name}` is replaced by its value; a value is never read as a pattern. */
const fill = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
