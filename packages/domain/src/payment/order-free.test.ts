import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Posting } from "../ledger/index.ts";
import { CURRENCIES, type Currency, GIFT_LIMITS, money, type Money } from "../money/index.ts";
import {
  giftBucket,
  platformFeeOf,
  type PledgeFacts,
  pledgeStatus,
  type PledgeTerms,
  totalOf,
} from "../pledge/index.ts";
import { unreachable } from "../shared/index.ts";
import { applySignal } from "./apply-signal.ts";
import { attemptFacts } from "./attempt-facts.ts";
import {
  type HeldChargeFacts,
  HOLD_REASONS,
  type HoldReason,
  isHeld,
  type Payment,
  rankOf,
} from "./payment.ts";
import { paymentStatus } from "./payment-status.ts";
import { END_REASONS, type ProviderSignal } from "./signal.ts";

const AT = new Date("2026-11-21T10:00:00Z");
const RUNS = { numRuns: 3_000 };
const id = (nr: number): string => `0196f0a0-0000-7000-8000-${String(nr).padStart(12, "0")}`;

/** The platform keeps up to a tenth of the gift. */
const anyTerms: fc.Arbitrary<PledgeTerms> = fc
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

const attempt = (nr: number, terms: PledgeTerms): Payment => ({
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

type Captured = Extract<ProviderSignal, { kind: "captured" }>;

const success = (providerPaymentId: string, captured: Money, isRisky = false): Captured => ({
  kind: "captured",
  providerPaymentId,
  bankReference: null,
  captured,
  asked: null,
  isRisky,
  fee: null,
});

const anyEnd: fc.Arbitrary<ProviderSignal> = fc
  .constantFrom(...END_REASONS)
  .map((reason) => ({ kind: "ended", reason, detail: null }));
const pending: fc.Arbitrary<ProviderSignal> = fc.constant({ kind: "pending" });

type News = { readonly of: number; readonly signal: ProviderSignal };
type Book = {
  readonly attempts: readonly Payment[];
  readonly fulfilledBy: string | null;
  readonly postings: readonly Posting[];
  /** Charges in suspense, as their cases name them. */
  readonly cases: readonly { readonly kind: HoldReason; readonly charge: string; readonly money: Money }[];
};

/** What the one door does with news about a pledge's attempts, one after the other. */
function learn(book: Book, news: readonly News[]): Book {
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

const bookOf = (terms: PledgeTerms, attempts: number): Book => ({
  attempts: Array.from({ length: attempts }, (_, nr) => attempt(nr, terms)),
  fulfilledBy: null,
  postings: [],
  cases: [],
});

const chargeIn = ({ charge }: { readonly charge: HeldChargeFacts }) => ({
  charge: charge.providerPaymentId,
  money: charge.money,
});

/** What their pledge is judged by, when nothing of it has gone back. */
const pledgeFactsOf = ({ attempts, fulfilledBy }: Book, { currency }: PledgeTerms): PledgeFacts => ({
  currency,
  fulfilledBy,
  attempts: attempts.map((payment, nr) => attemptFacts(payment, { number: nr + 1, refundedMinor: 0n })),
});

/** The same news in another order, each at least once. */
const retold = <T>(news: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc
    .tuple(fc.shuffledSubarray([...news], { minLength: news.length }), fc.array(fc.nat(), { maxLength: 8 }))
    .map(([shuffled, repeats]) =>
      repeats.reduce<readonly T[]>((told, nr) => {
        const again = shuffled[nr % Math.max(shuffled.length, 1)];
        return again === undefined ? told : told.toSpliced(nr % (told.length + 1), 0, again);
      }, shuffled),
    );

/** The facts that mean something: what ended an attempt says nothing once it has money. */
const facts = ({ attempts }: Book) =>
  attempts.map((payment) => ({
    status: paymentStatus(payment),
    rank: rankOf(payment),
    posted: payment.postedCaptures.toSorted(),
  }));

function balances({ postings }: Book): Readonly<Record<string, bigint>> {
  const sums: Record<string, bigint> = {};
  for (const { account, amountMinor, currency } of postings.flatMap(({ entries }) => entries)) {
    const name = `${account.kind} ${currency}`;
    sums[name] = (sums[name] ?? 0n) + amountMinor;
  }
  return Object.fromEntries(Object.entries(sums).toSorted());
}

const spelled = ({ postings }: Book): readonly string[] =>
  postings
    .map((one) =>
      JSON.stringify(one, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
    )
    .toSorted();

/** One attempt, at most one success of whatever kind, any ends. */
const storyOfOne = anyTerms.chain((terms) => {
  const asked = money(totalOf(terms), terms.currency);
  const other: Currency = terms.currency === "EUR" ? "USD" : "EUR";
  const one = fc.constantFrom(
    success("v1", asked),
    success("v1", asked, true),
    success("v1", money(asked.amountMinor + 1n, asked.currency)),
    success("v1", money(asked.amountMinor, other)),
  );
  const told = fc.tuple(fc.array(fc.oneof(pending, anyEnd), { maxLength: 5 }), fc.option(one));
  const news = told.map(([rest, capture]) =>
    [...rest, ...(capture === null ? [] : [capture])].map((signal) => ({ of: 0, signal })),
  );
  return news.chain((list) =>
    fc.record({ terms: fc.constant(terms), list: fc.constant(list), again: retold(list) }),
  );
});

test("news of one payment in any order and with repeats ends in the same facts and the very same postings", () => {
  fc.assert(
    fc.property(storyOfOne, ({ terms, list, again }) => {
      const [once, retoldBook] = [learn(bookOf(terms, 1), list), learn(bookOf(terms, 1), again)];
      expect(facts(retoldBook)).toEqual(facts(once));
      expect(spelled(retoldBook)).toEqual(spelled(once));
      expect(retoldBook.fulfilledBy).toBe(once.fulfilledBy);
      expect(retoldBook.attempts[0]?.capture).toEqual(once.attempts[0]?.capture);
    }),
    RUNS,
  );
});

const ATTEMPTS = 3;

/** Several attempts of one pledge, paid in full as often as one likes. */
const storyOfMany = anyTerms.chain((terms) => {
  const asked = money(totalOf(terms), terms.currency);
  const paid = fc.constantFrom("v1", "v2", "v3");
  const signal = fc.record({
    of: fc.nat({ max: ATTEMPTS - 1 }),
    signal: fc.oneof(
      pending,
      anyEnd,
      paid.map((name) => success(name, asked)),
    ),
  });
  // A provider's id belongs to one attempt.
  const news = fc.array(signal, { maxLength: 10 }).map((list) =>
    list.map(({ of, signal: told }): News => ({
      of,
      signal:
        told.kind === "captured" ? { ...told, providerPaymentId: `${told.providerPaymentId}-${of}` } : told,
    })),
  );
  return news.chain((list) =>
    fc.record({ terms: fc.constant(terms), list: fc.constant(list), again: retold(list) }),
  );
});

test("news of several payments of one pledge in any order and with repeats ends in the same balances and total", () => {
  fc.assert(
    fc.property(storyOfMany, ({ terms, list, again }) => {
      const [once, retoldBook] = [
        learn(bookOf(terms, ATTEMPTS), list),
        learn(bookOf(terms, ATTEMPTS), again),
      ];
      expect(balances(retoldBook)).toEqual(balances(once));
      expect(facts(retoldBook)).toEqual(facts(once));
      const gifts = (book: Book) =>
        book.attempts.filter(({ capture }) => capture !== null && capture.heldAs === null).length;
      expect(gifts(retoldBook)).toBe(once.fulfilledBy === null ? 0 : 1);
      expect(gifts(once)).toBe(gifts(retoldBook));
    }),
    RUNS,
  );
});

// Several different charges of one attempt and of several: whoever tells of them in whichever order, the same money is the
// gift and the same money waits.

const CHARGES = ["exact", "exact again", "risky", "more", "much more", "foreign", "converted"] as const;

function chargeOf(name: (typeof CHARGES)[number], of: number, terms: PledgeTerms): ProviderSignal {
  const asked = money(totalOf(terms), terms.currency);
  const other: Currency = terms.currency === "EUR" ? "USD" : "EUR";
  const id = `${name} of ${of}`;
  switch (name) {
    case "risky":
      return success(id, asked, true);
    case "more":
      return success(id, money(asked.amountMinor + 1n, asked.currency), true);
    case "much more":
      return success(id, money(asked.amountMinor + 2n, asked.currency));
    case "foreign":
      return success(id, money(asked.amountMinor, other));
    case "converted":
      return { ...success(id, asked), asked: money(asked.amountMinor, other) };
    case "exact":
    case "exact again":
      return success(id, asked);
    default:
      return unreachable(name);
  }
}

const storyOfCharges = anyTerms.chain((terms) => {
  const of = fc.nat({ max: ATTEMPTS - 1 });
  const charge = fc.tuple(of, fc.constantFrom(...CHARGES));
  const charges = fc.uniqueArray(charge, { maxLength: 7, selector: ([nr, name]) => `${name} of ${nr}` });
  const others = fc.array(fc.record({ of, signal: fc.oneof(pending, anyEnd) }), { maxLength: 4 });
  return fc.tuple(charges, others).chain(([paid, rest]) => {
    const news: readonly News[] = [
      ...paid.map(([nr, name]) => ({ of: nr, signal: chargeOf(name, nr, terms) })),
      ...rest,
    ];
    return fc.record({ terms: fc.constant(terms), list: fc.constant(news), again: retold(news) });
  });
});

/** Equal charges are one another's: of several that are as promised, the first that is told is the gift. */
const waiting = ({ cases }: Book): readonly string[] =>
  cases
    .map(({ kind, charge, money: { amountMinor, currency } }) => {
      const which = kind === "second_capture" ? "" : ` as ${charge}`;
      return `${kind} ${amountMinor} ${currency}${which}`;
    })
    .toSorted();

const giftsOf = ({ postings }: Book): readonly string[] =>
  postings
    .filter(({ entries }) => entries.every(({ account }) => account.kind !== "suspense"))
    .map(({ entries }) =>
      entries.map(({ account, amountMinor }) => `${account.kind} ${amountMinor}`).join(", "),
    );

test("several charges of several attempts in any order, with repeats: the same gift, the same cases, the same statuses", () => {
  fc.assert(
    fc.property(storyOfCharges, ({ terms, list, again }) => {
      const [once, retoldBook] = [
        learn(bookOf(terms, ATTEMPTS), list),
        learn(bookOf(terms, ATTEMPTS), again),
      ];
      expect(balances(retoldBook)).toEqual(balances(once));
      expect(giftsOf(retoldBook)).toEqual(giftsOf(once));
      expect(waiting(retoldBook)).toEqual(waiting(once));
      expect(facts(retoldBook)).toEqual(facts(once));
      const [pledge, retoldPledge] = [pledgeFactsOf(once, terms), pledgeFactsOf(retoldBook, terms)];
      expect(pledgeStatus(retoldPledge)).toBe(pledgeStatus(pledge));
      expect(giftBucket(retoldPledge)).toBe(giftBucket(pledge));
    }),
    RUNS,
  );
});

test("there is a gift if and only if a charge is as promised and without risk; it is its attempt's capture, split as promised", () => {
  fc.assert(
    fc.property(storyOfCharges, ({ terms, again }) => {
      const book = learn(bookOf(terms, ATTEMPTS), again);
      const isExact = ({ signal }: News): boolean =>
        signal.kind === "captured" && signal.providerPaymentId.startsWith("exact");
      const gifts = book.attempts.filter(({ capture }) => capture !== null && !isHeld(capture));
      expect(gifts.map(({ id }) => id)).toEqual(again.some(isExact) ? [book.fulfilledBy] : []);
      expect(gifts.every(({ capture }) => capture?.providerPaymentId.startsWith("exact"))).toBe(true);
      expect(giftsOf(book)).toHaveLength(gifts.length);
      const total = balances(book)[`campaign_payable ${terms.currency}`] ?? 0n;
      expect(-total).toBe(gifts.length === 0 ? 0n : terms.giftMinor - terms.platformFeeMinor);
    }),
    RUNS,
  );
});

test("every charge that is not the gift has exactly one case, and each attempt keeps one of its own", () => {
  fc.assert(
    fc.property(storyOfCharges, ({ terms, again }) => {
      const { attempts, cases } = learn(bookOf(terms, ATTEMPTS), again);
      const posted = attempts.flatMap(({ postedCaptures }) => postedCaptures);
      const gift = attempts.find(({ capture }) => capture !== null && !isHeld(capture))?.capture;
      const held = cases.map(({ charge }) => charge);
      expect(held.toSorted()).toEqual(posted.filter((one) => one !== gift?.providerPaymentId).toSorted());
      for (const { capture, postedCaptures } of attempts) {
        const own = postedCaptures.filter((one) => one === capture?.providerPaymentId);
        expect(own).toHaveLength(postedCaptures.length === 0 ? 0 : 1);
      }
    }),
    RUNS,
  );
});

test("in every currency the parts of a capture are the parts of its promise and sum to what was captured", () => {
  fc.assert(
    fc.property(anyTerms, fc.boolean(), (terms, isHeld) => {
      const total = totalOf(terms);
      const captured = money(total, terms.currency);
      const { postings } = learn(bookOf(terms, 1), [{ of: 0, signal: success("v1", captured, isHeld) }]);
      const part = (kind: string): bigint =>
        postings
          .flatMap(({ entries }) => entries)
          .filter(({ account }) => account.kind === kind)
          .reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
      const wanted = isHeld
        ? [0n, 0n, 0n, total]
        : [terms.giftMinor - terms.platformFeeMinor, terms.tipMinor, terms.feeCoverMinor, 0n];
      expect(["campaign_payable", "tip", "provider_fee", "suspense"].map(part)).toEqual(wanted);
      expect(part("platform_fee")).toBe(isHeld ? 0n : terms.platformFeeMinor);
      expect(-part("provider_clearing")).toBe(total);
      expect(
        postings.flatMap(({ entries }) => entries).every((entry) => entry.currency === terms.currency),
      ).toBe(true);
    }),
    RUNS,
  );
});

/** Whatever facts a row may hold: its own capture is posted, perhaps with others. */
const anyPayment: fc.Arbitrary<Payment> = anyTerms.chain((terms) =>
  fc
    .record({
      openedAt: fc.option(fc.constant(AT)),
      authorizedAt: fc.option(fc.constant(AT)),
      review: fc.option(fc.constant({ at: AT, word: "ODD" })),
      end: fc.option(fc.record({ at: fc.constant(AT), reason: fc.constantFrom(...END_REASONS) })),
      capture: fc.option(
        fc.record({
          at: fc.constant(AT),
          providerPaymentId: fc.constantFrom("v1", "v2"),
          bankReference: fc.constant(null),
          money: fc.bigInt({ min: 1n, max: 10n ** 9n }).map((minor) => money(minor, terms.currency)),
          heldAs: fc.option(fc.constantFrom(...HOLD_REASONS)),
          acceptedAt: fc.option(fc.constant(AT)),
          fee: fc.constant(null),
          settledAt: fc.option(fc.constant(AT)),
        }),
      ),
      others: fc.subarray(["v1", "v2"]),
    })
    .map(({ others, ...some }) => ({
      ...attempt(0, terms),
      ...some,
      postedCaptures: some.capture === null ? [] : [...new Set([some.capture.providerPaymentId, ...others])],
    })),
);

const anySignal: fc.Arbitrary<ProviderSignal> = fc.oneof(
  pending,
  anyEnd,
  fc
    .record({
      name: fc.constantFrom("v1", "v2", "v3"),
      minor: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      currency: fc.constantFrom(...CURRENCIES),
      isRisky: fc.boolean(),
    })
    .map(({ name, minor, currency, isRisky }) => success(name, money(minor, currency), isRisky)),
);

test("there is a status, a rank and a decision for every combination of facts and news, and no rank falls", () => {
  const fulfilled = fc.option(fc.constantFrom(id(0), id(1)));
  fc.assert(
    fc.property(anyPayment, fulfilled, anySignal, (payment, fulfilledBy, signal) => {
      const decision = applySignal(payment, fulfilledBy, signal, AT);
      const after = decision.outcome === "moved" ? decision.payment : payment;
      expect(rankOf(after)).toBeGreaterThanOrEqual(rankOf(payment));
      expect([
        "created",
        "pending",
        "authorized",
        "captured",
        "completed",
        ...END_REASONS,
        "needs_review",
      ]).toContain(paymentStatus(after));
      const postings = decision.outcome === "moved" ? decision.postings : [];
      const posted = postings.filter(({ kind }) => kind === "capture").length;
      const isNewCharge =
        signal.kind === "captured" && !payment.postedCaptures.includes(signal.providerPaymentId);
      expect(posted).toBe(isNewCharge ? 1 : 0);
    }),
    RUNS,
  );
});
