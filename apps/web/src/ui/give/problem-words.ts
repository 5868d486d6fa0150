import { type Currency, formatMoney, GIFT_LIMITS, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import type { getTranslations } from "next-intl/server";
import { type GiveField, MESSAGE_CHARACTERS_MAX, type Problem } from "../../app/give/judge-values.ts";
import type { FormState } from "./give-state.ts";

type Translate = Awaited<ReturnType<typeof getTranslations<"Give">>>;
export type ProblemWords = Readonly<Partial<Record<GiveField, string>>>;

/** What is wrong with each field, in words; a field without a problem has none. */
export function problemWords(
  state: FormState,
  page: { t: Translate; locale: Locale; currency: Currency },
): ProblemWords {
  return Object.fromEntries(state.problems.map((problem) => [problem.field, wordsOf(problem, state, page)]));
}

function wordsOf(
  { field, code, choices }: Problem,
  { values }: FormState,
  { t, locale, currency }: { t: Translate; locale: Locale; currency: Currency },
): string {
  const limits = GIFT_LIMITS[currency];
  if (choices !== undefined) {
    const [first, second] = choices.map((minor) => formatMoney(money(BigInt(minor), currency), locale));
    const both = { first: first ?? "", second: second ?? "" };
    return values.gift === choices[0] ? t("whichOne", both) : t("didYouMean", both);
  }
  return t(`problem.${code}`, {
    typed: field === "tip" ? values.tip : values.giftOther,
    min: formatMoney(limits.min, locale),
    max: code === "message_too_long" ? String(MESSAGE_CHARACTERS_MAX) : formatMoney(limits.max, locale),
  });
}
