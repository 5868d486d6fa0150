import * as fc from "fast-check";
import type { Posting } from "../ledger/index.ts";
import { CURRENCIES, GIFT_LIMITS, money, type Money } from "../money/index.ts";
import { applySignal } from "../payment/apply-signal.ts";
import { type HeldChargeFacts, type HoldReason, type Payment, rankOf } from "../payment/payment.ts";
import { paymentStatus } from "../payment/payment-status.ts";
import { END_REASONS, type ProviderSignal } from "../payment/signal.ts";
import { platformFeeOf, type PledgeTerms, totalOf } from "../pledge/index.ts";

// News of a pledge's payments as it may come: drawn at random, told in any order and with repeats, and what we then know.

export const AT = new Date("2026-11-21T10:00:00Z");
export const RUNS = { numRuns: 3_000 };
export const id = (nr: number): string => `0196f0a0-0000-7000-8000-${String(nr).padStart(12, "0")}`;

/** The platform keeps up to a tenth of the gift. */
export const anyTerms: fc.Arbitrary<PledgeTerms> = fc
  .constantFrom(...CURRENCIES)
  .chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      giftMinor: fc.bigInt({ min: 1n, max: GIFT_LIMITS[currency].max.amountMinor }),
      tipMinor: fc.bigInt({ min: 0n, max: 10_000n }),
      feeCoverMinor: fc.bigInt({ min: 0n, max: 10_000n }),
      basisPoints: fc.constantFrom(0, 1, 250, 1_000),
    }),
  )
  .map(({ basisPoints, ...terms }) => ({
    ...terms,
    platformFeeMinor: platformFeeOf(terms.giftMinor, basisPoints),
  }));

export const attempt = (nr: number, terms: PledgeTerms): Payment => ({
  id: id(nr),
  pledgeId: id(100),
  campaignId: id(101),
  provider: "sslcommerz",
  asked: money(totalOf(terms), terms.currency),
  terms,
  openedAt: AT,
  authorizedAt: null,
  review: null,
  end: null,
  capture: null,
  postedCaptures: [],
});

export type Captured = Extract<ProviderSignal, { kind: "captured" }>;

export const success = (providerPaymentId: string, captured: Money, isRisky = false): Captured => ({
  kind: "captured",
  providerPaymentId,
  bankReference: null,
  captured,
  asked: null,
  isRisky,
  fee: null,
});

export const anyEnd: fc.Arbitrary<ProviderSignal> = fc
  .constantFrom(...END_REASONS)
  .map((reason) => ({ kind: "ended", reason, detail: null }));
export const pending: fc.Arbitrary<ProviderSignal> = fc.constant({ kind: "pending" });

export type News = { readonly of: number; readonly signal: ProviderSignal };
export type Book = {
  readonly attempts: readonly Payment[];
  readonly fulfilledBy: string | null;
  readonly postings: readonly Posting[];
  /** Charges in suspense, as their cases name them. */
  readonly cases: readonly { readonly kind: HoldReason; readonly charge: string; readonly money: Money }[];
};

/** What the one door does with news about a pledge's attempts, one after the other. */
export function learn(book: Book, news: readonly News[]): Book {
  return news.reduce<Book>((before, { of, signal }) => {
    const payment = before.attempts[of];
    if (payment === undefined) throw new Error("news of no attempt");
    const decision = applySignal(payment, before.fulfilledBy, signal, AT);
    if (decision.outcome === "ignored") return before;
    const { exception } = decision;
    const held = exception === null ? [] : [{ kind: exception.kind, ...chargeIn(exception) }];
    return {
      attempts: before.attempts.with(of, decision.payment),
      fulfilledBy: decision.fulfils ? payment.id : before.fulfilledBy,
      postings: [...before.postings, ...decision.postings],
      cases: [...before.cases, ...held],
    };
  }, book);
}

export const bookOf = (terms: PledgeTerms, attempts: number): Book => ({
  attempts: Array.from({ length: attempts }, (_, nr) => attempt(nr, terms)),
  fulfilledBy: null,
  postings: [],
  cases: [],
});

export const chargeIn = ({ charge }: { readonly charge: HeldChargeFacts }) => ({
  charge: charge.providerPaymentId,
  money: charge.money,
});

/** The same news in another order, each at least once. */
export const retold = <T>(news: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc
    .tuple(fc.shuffledSubarray([...news], { minLength: news.length }), fc.array(fc.nat(), { maxLength: 8 }))
    .map(([shuffled, repeats]) =>
      repeats.reduce<readonly T[]>((told, nr) => {
        const again = shuffled[nr % Math.max(shuffled.length, 1)];
        return again === undefined ? told : told.toSpliced(nr % (told.length + 1), 0, again);
      }, shuffled),
    );

/** The facts that mean something: what ended an attempt says nothing once it has money. */
export const facts = ({ attempts }: Book) =>
  attempts.map((payment) => ({
    status: paymentStatus(payment),
    rank: rankOf(payment),
    posted: payment.postedCaptures.toSorted(),
  }));

export function balances({ postings }: Book): Readonly<Record<string, bigint>> {
  const sums: Record<string, bigint> = {};
  for (const { account, amountMinor, currency } of postings.flatMap(({ entries }) => entries)) {
    const name = `${account.kind} ${currency}`;
    sums[name] = (sums[name] ?? 0n) + amountMinor;
  }
  return Object.fromEntries(Object.entries(sums).toSorted());
}

export const spelled = ({ postings }: Book): readonly string[] =>
  postings
    .map((one) =>
      JSON.stringify(one, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
    )
    .toSorted();
