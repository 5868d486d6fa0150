import type { useTranslations } from "next-intl";
import type { TotalPatterns } from "./total-words.ts";

type Translate = ReturnType<typeof useTranslations<"Totals">>;

/** A value that stands for itself: the sentence comes out with the place still open. */
const open = (name: string): string => `{${name}}`;

/** Hands the translator's sentences to the island, so that it needs no translator of its own. */
export const patternsFrom = (t: Translate): TotalPatterns => ({
  raisedLabel: t("raised"),
  of: t("of", { goal: open("goal") }),
  meter: t("meter", { raised: open("raised"), goal: open("goal"), percent: open("percent") }),
  funded: t("funded", { percent: open("percent") }),
  asOf: t("asOf", { time: open("time") }),
  gifts: {
    one: t("gifts.one", { count: open("count") }),
    many: t("gifts.many", { count: open("count") }),
    other: t("gifts.other", { count: open("count") }),
  },
  donors: {
    one: t("donors.one", { count: open("count") }),
    many: t("donors.many", { count: open("count") }),
    other: t("donors.other", { count: open("count") }),
  },
});
