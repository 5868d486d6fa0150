import {
  checkGiftAmount,
  type Currency,
  GIFT_LIMITS,
  type Money,
  money,
  readTypedAmount,
  type TypedAmount,
} from "@careforall/domain/money";
import { type PaymentMethod, zPaymentMethod } from "@careforall/domain/payment";
import * as z from "zod";
import type { GiveValues } from "./give-form.ts";

export const NAME_CHARACTERS_MAX = 120;
export const MESSAGE_CHARACTERS_MAX = 280;
const EMAIL_CHARACTERS_MAX = 254;

export const GIVE_FIELDS = ["amount", "tip", "email", "name", "message", "method"] as const;
export type GiveField = (typeof GIVE_FIELDS)[number];

export const PROBLEM_CODES = [
  "amount_missing",
  "amount_unreadable",
  "amount_too_small",
  "amount_too_large",
  "amount_ambiguous",
  "tip_unreadable",
  "email_missing",
  "email_invalid",
  "name_invalid",
  "message_too_long",
  "method_missing",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Something that the donor can mend. `choices` are two readings of the amount, in minor units. */
export type Problem = {
  readonly field: GiveField;
  readonly code: ProblemCode;
  readonly choices?: readonly [string, string] | undefined;
};

/** A form that can be sent on. `donorEmail` is null when the one we have is to be kept. */
export type GiveTerms = {
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly donorName: string | null;
  readonly donorEmail: string | null;
  readonly isAnonymous: boolean;
  readonly message: string | null;
  readonly method: PaymentMethod;
};

export type Judgement =
  | { readonly outcome: "ok"; readonly terms: GiveTerms }
  | { readonly outcome: "problems"; readonly problems: readonly Problem[] };

/** `\p{Cc}`: control characters would let a name write into headers and logs. */
const zName = z
  .string()
  .max(NAME_CHARACTERS_MAX)
  .regex(/^\P{Cc}*$/u);
const zEmail = z.email().max(EMAIL_CHARACTERS_MAX);
const MINOR_DIGITS = /^\d{1,15}$/;

/** Judges everything that the donor can mend, all at once: nobody likes to be told one thing after the other. */
export function judgeValues(values: GiveValues, page: { currency: Currency; hasEmail: boolean }): Judgement {
  const amount = judgeAmount(values, page.currency);
  const tip = judgeTip(values.tip, page.currency);
  const method = zPaymentMethod.safeParse(values.method);
  if ("given" in amount && "given" in tip && method.success) {
    const problems = [...donorProblems(values, page.hasEmail), ...totalProblems(amount.given, tip.given)];
    if (problems.length > 0) return { outcome: "problems", problems };
    return { outcome: "ok", terms: termsOf(values, amount.given, tip.given, method.data) };
  }
  const problems: Problem[] = [
    ...("problem" in amount ? [amount.problem] : []),
    ...donorProblems(values, page.hasEmail),
    ...(method.success ? [] : [{ field: "method", code: "method_missing" } as const]),
    ...("problem" in tip ? [tip.problem] : []),
  ];
  return { outcome: "problems", problems };
}

const termsOf = (values: GiveValues, gift: Money, tip: Money, method: PaymentMethod): GiveTerms => ({
  giftMinor: gift.amountMinor,
  tipMinor: tip.amountMinor,
  donorName: values.donorName || null,
  donorEmail: values.donorEmail.toLowerCase() || null,
  isAnonymous: values.isAnonymous,
  message: values.message || null,
  method,
});

function donorProblems(values: GiveValues, hasEmail: boolean): Problem[] {
  const problems = emailProblems(values.donorEmail, hasEmail);
  if (!zName.safeParse(values.donorName).success) problems.push({ field: "name", code: "name_invalid" });
  if (values.message.length > MESSAGE_CHARACTERS_MAX)
    problems.push({ field: "message", code: "message_too_long" });
  return problems;
}

/** Gift and tip go through one payment, which has one limit. */
function totalProblems(gift: Money, tip: Money): Problem[] {
  const total = money(gift.amountMinor + tip.amountMinor, gift.currency);
  return checkGiftAmount(total) === "too_large" ? [{ field: "amount", code: "amount_too_large" }] : [];
}

type Amount = { readonly given: Money } | { readonly problem: Problem };

const amountProblem = (code: ProblemCode, choices?: readonly [Money, Money]): Amount => ({
  problem: {
    field: "amount",
    code,
    choices: choices && [`${choices[0].amountMinor}`, `${choices[1].amountMinor}`],
  },
});

function judgeAmount({ gift, giftOther }: GiveValues, currency: Currency): Amount {
  const chosen = MINOR_DIGITS.test(gift) ? money(BigInt(gift), currency) : null;
  if (giftOther === "") return chosen === null ? amountProblem("amount_missing") : withinLimits(chosen);
  const typed = readTypedAmount(giftOther, currency);
  return chosen === null ? judgeTyped(typed) : judgeBoth(chosen, typed);
}

function judgeTyped(typed: TypedAmount): Amount {
  if (typed.outcome === "unreadable") return amountProblem("amount_unreadable");
  return typed.outcome === "ambiguous"
    ? amountProblem("amount_ambiguous", typed.candidates)
    : withinLimits(typed.money);
}

/** A box was chosen and an amount was typed: only the donor knows which one was meant. */
function judgeBoth(chosen: Money, typed: TypedAmount): Amount {
  if (typed.outcome !== "ok") return amountProblem("amount_unreadable");
  const isSame = typed.money.amountMinor === chosen.amountMinor;
  return isSame ? withinLimits(chosen) : amountProblem("amount_ambiguous", [chosen, typed.money]);
}

function withinLimits(given: Money): Amount {
  const problem = checkGiftAmount(given);
  return problem === null ? { given } : amountProblem(`amount_${problem}`);
}

function judgeTip(text: string, currency: Currency): Amount {
  if (text === "") return { given: money(0n, currency) };
  const typed = readTypedAmount(text, currency);
  if (typed.outcome !== "ok" || typed.money.amountMinor > GIFT_LIMITS[currency].max.amountMinor) {
    return { problem: { field: "tip", code: "tip_unreadable" } };
  }
  return { given: typed.money };
}

function emailProblems(email: string, hasEmail: boolean): Problem[] {
  if (email === "") return hasEmail ? [] : [{ field: "email", code: "email_missing" }];
  return zEmail.safeParse(email).success ? [] : [{ field: "email", code: "email_invalid" }];
}
