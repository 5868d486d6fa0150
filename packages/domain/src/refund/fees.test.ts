import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES, type Currency, money } from "../money/index.ts";
import type { Payment } from "../payment/index.ts";
import { platformFeeOf } from "../pledge/index.ts";
import { applyRefundNews, type RefundDecision } from "./apply-refund-news.ts";
import { type FeeBearer, isReserving, type Refund, sumOf } from "./refund.ts";
import { requestRefund } from "./request-refund.ts";

const AT = new Date("2026-11-21T03:00:00Z");
const uuid = (nr: number): string => `01900000-0000-7000-8000-${String(nr).padStart(12, "0")}`;

type Given = { giftMinor: bigint; tipMinor?: bigint; basisPoints?: number; feeMinor?: bigint | null };

function paid(
  currency: Currency,
  { giftMinor, tipMinor = 0n, basisPoints = 0, feeMinor = null }: Given,
): Payment {
  const total = money(giftMinor + tipMinor, currency);
  const platformFeeMinor = platformFeeOf(giftMinor, basisPoints);
  return {
    id: uuid(1),
    pledgeId: uuid(2),
    campaignId: uuid(3),
    provider: "sslcommerz",
    asked: total,
    terms: { currency, giftMinor, tipMinor, feeCoverMinor: 0n, platformFeeMinor },
    openedAt: AT,
    authorizedAt: null,
    review: null,
    end: null,
    capture: {
      at: AT,
      providerPaymentId: "v1",
      bankReference: "b1",
      money: total,
      heldAs: null,
      acceptedAt: null,
      fee: feeMinor === null ? null : money(feeMinor, currency),
      settledAt: null,
    },
    postedCaptures: ["v1"],
  };
}

function ordered(
  payment: Payment,
  refunds: readonly Refund[],
  amountMinor: bigint,
  feeBearer: FeeBearer,
): Refund {
  const decision = requestRefund(payment, refunds, {
    id: uuid(10 + refunds.length),
    money: money(amountMinor, payment.asked.currency),
    kind: "donor_request",
    reason: "x",
    feeBearer,
  });
  if (decision.outcome === "refused") throw new Error(decision.code);
  return decision.refund;
}

test.each(CURRENCIES)(
  "%s: all refunds of a gift together give back exactly the platform's and lose exactly the provider's fee",
  (currency) => {
    const given = fc.record({
      giftMinor: fc.bigInt({ min: 1n, max: 90_000n }),
      tipMinor: fc.bigInt({ min: 0n, max: 900n }),
      basisPoints: fc.nat({ max: 1_000 }),
      feePercent: fc.bigInt({ min: 0n, max: 100n }),
    });
    const wishes = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 40_000n }), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(given, wishes, ({ feePercent, ...terms }, cuts) => {
        const total = terms.giftMinor + terms.tipMinor;
        const feeMinor = (total * feePercent) / 100n;
        const payment = paid(currency, { ...terms, feeMinor });
        const refunds: Refund[] = [];
        for (const [wanted, fails] of [...cuts, [total, false] as const]) {
          const left = total - sumOf(refunds.filter(isReserving), (refund) => refund.money.amountMinor);
          if (left === 0n) break;
          const refund = ordered(payment, refunds, wanted < left ? wanted : left, "campaign");
          expect(refund.split.platformFeeMinor <= refund.split.giftMinor).toBe(true);
          refunds.push({ ...refund, failedAt: fails ? AT : null });
        }
        const kept = refunds.filter(isReserving);
        expect(sumOf(kept, ({ split }) => split.giftMinor)).toBe(terms.giftMinor);
        expect(sumOf(kept, ({ split }) => split.platformFeeMinor)).toBe(payment.terms.platformFeeMinor);
        expect(sumOf(kept, (refund) => refund.lostFeeMinor)).toBe(feeMinor);
      }),
    );
  },
);

test("the platform's fee is a part of the gift, rounded down, and at most a tenth", () => {
  expect(platformFeeOf(50_000n, 0)).toBe(0n);
  expect(platformFeeOf(50_000n, 250)).toBe(1_250n);
  expect(platformFeeOf(999n, 1_000)).toBe(99n);
  for (const wrong of [-1, 1_001, 0.5, Number.NaN])
    expect(() => platformFeeOf(1n, wrong)).toThrow("basis points");
});

const kindsOf = (decision: RefundDecision): readonly string[] =>
  decision.outcome === "moved" ? decision.postings.map(({ kind }) => kind) : [];

test.each([
  ["campaign", 1_250n, ["refund", "refund_confirmed", "refund_fee"], ["refund_failed", "refund_fee_undone"]],
  ["platform", 1_250n, ["refund", "refund_confirmed"], ["refund_failed"]],
  ["campaign", null, ["refund", "refund_confirmed"], ["refund_failed"]],
] as const)(
  "borne by the %s, with a fee of %s: posted %j, and undone %j",
  (bearer, feeMinor, posted, undone) => {
    const payment = paid("BDT", { giftMinor: 50_000n, feeMinor });
    const refund = ordered(payment, [], 50_000n, bearer);
    const confirmed = applyRefundNews(payment, [], refund, { kind: "confirmed", providerRefundId: "r" }, AT);
    expect(kindsOf(confirmed)).toEqual(posted);
    if (confirmed.outcome !== "moved") throw new Error("the refund was confirmed");
    const failed = applyRefundNews(payment, [], confirmed.refund, { kind: "failed", detail: "gone" }, AT);
    expect(kindsOf(failed)).toEqual(undone);
    const fees = [confirmed, failed]
      .flatMap((decision) => (decision.outcome === "moved" ? decision.postings : []))
      .filter(({ kind }) => kind.startsWith("refund_fee"))
      .flatMap(({ entries }) => entries.map(({ account, amountMinor }) => [account.kind, amountMinor]));
    expect(fees).toEqual(
      posted.length === 2
        ? []
        : [
            ["campaign_payable", 1_250n],
            ["provider_fee", -1_250n],
            ["campaign_payable", -1_250n],
            ["provider_fee", 1_250n],
          ],
    );
  },
);

test("a fee is undone only when it was lost: a refund that was accepted and not confirmed has cost nobody a fee", () => {
  const payment = paid("BDT", { giftMinor: 50_000n, feeMinor: 1_250n });
  const accepted = { ...ordered(payment, [], 50_000n, "campaign"), acceptedAt: AT, providerRefundId: "r" };
  expect(kindsOf(applyRefundNews(payment, [], accepted, { kind: "failed", detail: "no" }, AT))).toEqual([
    "refund_failed",
  ]);
});

test("held money has no campaign that could bear a fee", () => {
  const payment = paid("BDT", { giftMinor: 50_000n, feeMinor: 1_250n });
  const held: Payment = {
    ...payment,
    capture: payment.capture && { ...payment.capture, heldAs: "risk_hold" },
  };
  expect(ordered(held, [], 50_000n, "campaign")).toMatchObject({
    feeBearer: "platform",
    lostFeeMinor: 1_250n,
  });
});
