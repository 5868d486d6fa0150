import fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { termsWithin } from "../payment/index.ts";
import { totalOf } from "../pledge/index.ts";
import { type RefundNews, refundState } from "../refund/index.ts";
import { idOf as id, paidAttempt, taka as bdt } from "../testing/attempts.ts";
import { acceptHeld } from "./accept-held.ts";
import { applyCaseRefundNews, type CaseRefund, requestCaseRefund } from "./case-refund.ts";
import type { HeldCase } from "./held-case.ts";

const AT = new Date("2026-11-21T03:00:00Z");
const charge = {
  provider: "sslcommerz",
  providerPaymentId: "v1",
  bankReference: "b1",
  money: bdt(52_500n),
} as const;
const held: HeldCase = { id: id(9), kind: "risk_hold", paymentId: id(1), charge, decision: null };
const payment = paidAttempt(AT, { heldAs: "risk_hold" });
const { terms } = payment;
const decided = { reason: "The donor called", at: AT };
const paying = (minor: bigint): HeldCase => ({ ...held, charge: { ...charge, money: bdt(minor) } });
const refund: CaseRefund = {
  id: id(20),
  caseId: held.id,
  money: bdt(700n),
  kind: "mistake",
  reason: "x",
  providerRefundId: null,
  acceptedAt: null,
  confirmedAt: null,
  failedAt: null,
};

test("accepted money is posted as it was promised, told as captured, and the pledge is fulfilled by its terms", () => {
  const decision = acceptHeld(held, payment, null, [], decided);
  expect(decision).toMatchObject({
    outcome: "accepted",
    payment: { capture: { heldAs: "risk_hold", acceptedAt: AT } },
    posting: { kind: "held_accepted", reference: held.id },
    events: [
      { type: "payment.captured", data: { giftMinor: "50000", tipMinor: "1500", feeCoverMinor: "1000" } },
    ],
  });
});

test.each([
  ["held.no_reason", held, payment, null, { reason: " ", at: AT }],
  ["held.already_decided", { ...held, decision: "accepted" }, payment, null, decided],
  ["held.already_decided", { ...held, decision: "refunded" }, payment, null, decided],
  ["held.no_pledge", { ...held, kind: "unknown_charge", paymentId: null }, null, null, decided],
  [
    "held.not_the_first_charge",
    { ...held, charge: { ...charge, providerPaymentId: "v2" } },
    payment,
    null,
    decided,
  ],
  ["held.not_the_first_charge", held, { ...payment, capture: null }, null, decided],
  ["held.already_fulfilled", held, payment, id(7), decided],
  ["held.other_currency", { ...held, kind: "currency_mismatch" }, payment, null, decided],
  [
    "held.other_currency",
    { ...held, charge: { ...charge, money: money(52_500n, "USD") } },
    payment,
    null,
    decided,
  ],
  ["held.below_gift", paying(49_999n), payment, null, decided],
  ["held.above_total", paying(52_501n), payment, null, decided],
] as const)("refused as %s", (code, some, whose, fulfilledBy, why) => {
  expect(acceptHeld(some, whose, fulfilledBy, [], why)).toEqual({ outcome: "refused", code });
});

test("money of which a refund is ordered is not accepted; a refund that failed gives it free", () => {
  const split = { giftMinor: 0n, platformFeeMinor: 0n, tipMinor: 0n, feeCoverMinor: 0n, heldMinor: 700n };
  const ordered = {
    ...refund,
    paymentId: payment.id,
    split,
    feeBearer: "platform",
    lostFeeMinor: 0n,
  } as const;
  expect(acceptHeld(held, payment, null, [ordered], decided)).toMatchObject({ code: "held.refund_ordered" });
  expect(acceptHeld(held, payment, null, [{ ...ordered, failedAt: AT }], decided).outcome).toBe("accepted");
});

test("of every amount that is accepted the gift is whole, and no unit is lost or invented", () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 60_000n), (paid) => {
      const given = termsWithin(terms, paid);
      expect(given === null).toBe(paid < terms.giftMinor || paid > totalOf(terms));
      if (given === null) return;
      expect(totalOf(given)).toBe(paid);
      expect(given.giftMinor).toBe(terms.giftMinor);
      // The fee cover is used up before the tip is touched.
      expect(given.tipMinor === terms.tipMinor || given.feeCoverMinor === 0n).toBe(true);
      expect(given.tipMinor >= 0n && given.feeCoverMinor >= 0n).toBe(true);
    }),
  );
});

test("orders for a case never take more than it holds", () => {
  const orders = fc.array(fc.tuple(fc.bigInt(-5n, 60_000n), fc.boolean()), { maxLength: 10 });
  fc.assert(
    fc.property(orders, (wishes) => {
      const refunds: CaseRefund[] = [];
      for (const [nr, [minor, fails]] of wishes.entries()) {
        const wish = { id: id(100 + nr), money: bdt(minor), kind: "mistake", reason: "x" } as const;
        const decision = requestCaseRefund(held, refunds, wish);
        if (decision.outcome === "requested")
          refunds.push({ ...decision.refund, failedAt: fails ? AT : null });
      }
      const kept = refunds.filter(({ failedAt }) => failedAt === null);
      expect(kept.reduce((sum, one) => sum + one.money.amountMinor, 0n) <= 52_500n).toBe(true);
    }),
  );
});

test("whatever is said of a case's refund in whatever order, suspense loses exactly what is not failed", () => {
  const news = fc.constantFrom<RefundNews>(
    { kind: "accepted", providerRefundId: "r1" },
    { kind: "refused", detail: "no" },
    { kind: "confirmed", providerRefundId: "r1" },
    { kind: "failed", detail: "gone" },
  );
  fc.assert(
    fc.property(fc.array(news, { maxLength: 10 }), (told) => {
      let now = refund;
      let suspense = 0n;
      let provider = 0n;
      for (const one of told) {
        const decision = applyCaseRefundNews(held, [], now, one, AT);
        if (decision.outcome === "ignored") continue;
        now = decision.refund;
        for (const { account, amountMinor } of decision.postings.flatMap(({ entries }) => entries)) {
          if (account.kind === "suspense") suspense += amountMinor;
          if (account.kind === "provider_clearing") provider += amountMinor;
        }
      }
      const state = refundState(now);
      expect(suspense).toBe(state === "accepted" || state === "confirmed" ? 700n : 0n);
      expect(provider).toBe(state === "confirmed" ? -700n : 0n);
    }),
  );
});
