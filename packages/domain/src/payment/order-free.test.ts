import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES, type Currency, money } from "../money/index.ts";
import { totalOf } from "../pledge/index.ts";
import {
  anyEnd,
  anyTerms,
  AT,
  attempt,
  bookOf,
  facts,
  id,
  learn,
  pending,
  retold,
  RUNS,
  spelled,
  success,
} from "../testing/retold-news.ts";
import { applySignal } from "./apply-signal.ts";
import { HOLD_REASONS, type Payment, rankOf } from "./payment.ts";
import { paymentStatus } from "./payment-status.ts";
import { END_REASONS, type ProviderSignal } from "./signal.ts";

// One payment with at most one charge; several are in several-charges.test.ts.

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
