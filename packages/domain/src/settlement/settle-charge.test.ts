import * as fc from "fast-check";
import { expect, test } from "vitest";
import { money, type Money } from "../money/index.ts";
import { type Payment, paymentStatus } from "../payment/index.ts";
import { type Charge, refundDeductedPosting, settleCharge, type SettlementLine } from "./settle-charge.ts";

const AT = new Date("2026-11-21T03:00:00Z");
const uuid = (nr: number): string => `01900000-0000-7000-8000-${String(nr).padStart(12, "0")}`;
const bdt = (minor: bigint): Money => money(minor, "BDT");

const payment: Payment = {
  id: uuid(1),
  pledgeId: uuid(2),
  campaignId: uuid(3),
  provider: "sslcommerz",
  asked: bdt(50_000n),
  terms: { currency: "BDT", giftMinor: 50_000n, tipMinor: 0n, feeCoverMinor: 0n, platformFeeMinor: 0n },
  openedAt: AT,
  authorizedAt: null,
  review: null,
  end: null,
  capture: {
    at: AT,
    providerPaymentId: "v1",
    bankReference: "b1",
    money: bdt(50_000n),
    heldAs: null,
    acceptedAt: null,
    fee: bdt(1_000n),
    settledAt: null,
  },
  postedCaptures: ["v1", "v2"],
};
const charge: Charge = {
  provider: "sslcommerz",
  providerPaymentId: "v1",
  captured: bdt(50_000n),
  payment,
};
const line: SettlementLine = { gross: bdt(50_000n), fee: bdt(1_250n), net: bdt(48_750n) };

test("a settled capture moves from the provider to the bank, less the fee that the provider kept", () => {
  const decision = settleCharge(charge, null, line, AT);
  expect(decision).toMatchObject({
    outcome: "settled",
    settled: { grossMinor: 50_000n, feeMinor: 1_250n, netMinor: 48_750n },
    posting: {
      kind: "settlement",
      reference: "sslcommerz:v1",
      entries: [
        { account: { kind: "bank" }, amountMinor: 48_750n },
        { account: { kind: "provider_fee", provider: "sslcommerz" }, amountMinor: 1_250n },
        { account: { kind: "provider_clearing", provider: "sslcommerz" }, amountMinor: -50_000n },
      ],
    },
    events: [
      {
        type: "payment.completed",
        version: 1,
        subjectId: payment.id,
        data: {
          pledgeId: payment.pledgeId,
          campaignId: payment.campaignId,
          provider: "sslcommerz",
          currency: "BDT",
          grossMinor: "50000",
          providerFeeMinor: "1250",
          netMinor: "48750",
        },
      },
    ],
  });
  // The fee that was kept takes the place of the one that was told.
  const settled = decision.outcome === "settled" ? decision.payment : null;
  expect(settled?.capture).toMatchObject({ fee: bdt(1_250n), settledAt: AT });
  expect(settled && paymentStatus(settled)).toBe("completed");
});

test("what a statement leaves out follows from the capture", () => {
  const shown = { settled: { grossMinor: 50_000n, feeMinor: 1_250n, netMinor: 48_750n } };
  expect(settleCharge(charge, null, { gross: null, fee: null, net: bdt(48_750n) }, AT)).toMatchObject(shown);
  expect(settleCharge(charge, null, { ...line, gross: null }, AT)).toMatchObject(shown);
  expect(settleCharge(charge, null, { ...line, fee: null }, AT)).toMatchObject(shown);
});

test.each([
  ["another gross", { ...line, gross: bdt(49_999n), net: bdt(48_749n) }, "settlement.wrong_gross"],
  [
    "a gross less a refund",
    { gross: bdt(30_000n), fee: bdt(1_250n), net: bdt(28_750n) },
    "settlement.wrong_gross",
  ],
  ["another currency", { ...line, net: money(48_750n, "USD") }, "settlement.wrong_currency"],
  ["a fee in another currency", { ...line, fee: money(1_250n, "EUR") }, "settlement.wrong_currency"],
  ["parts that do not sum", { ...line, net: bdt(48_751n) }, "settlement.does_not_add_up"],
  ["more than was captured", { gross: null, fee: null, net: bdt(50_001n) }, "settlement.does_not_add_up"],
  ["a fee below zero", { ...line, fee: bdt(-1n), net: bdt(50_001n) }, "settlement.negative"],
])("%s is refused and nothing is posted", (_what, wrong, code) => {
  expect(settleCharge(charge, null, wrong, AT)).toEqual({ outcome: "refused", code });
});

test("the same line again is a duplicate, another fee contradicts what is posted", () => {
  const earlier = { grossMinor: 50_000n, feeMinor: 1_250n, netMinor: 48_750n };
  expect(settleCharge(charge, earlier, line, AT)).toEqual({ outcome: "ignored", why: "duplicate" });
  expect(settleCharge(charge, earlier, { ...line, fee: bdt(1_251n), net: bdt(48_749n) }, AT)).toEqual({
    outcome: "refused",
    code: "settlement.contradicts",
  });
});

test("a second success and an unknown charge settle in the ledger, and complete no payment", () => {
  const second = settleCharge({ ...charge, providerPaymentId: "v2" }, null, line, AT);
  const unknown = settleCharge({ ...charge, payment: null }, null, line, AT);
  for (const decision of [second, unknown]) {
    expect(decision).toMatchObject({ outcome: "settled", payment: null, events: [] });
  }
  expect(second).toMatchObject({ posting: { reference: "sslcommerz:v2" } });
});

test("held money settles like any other, and completes its payment", () => {
  const held = {
    ...payment,
    capture: payment.capture && { ...payment.capture, heldAs: "risk_hold" as const },
  };
  expect(settleCharge({ ...charge, payment: held }, null, line, AT)).toMatchObject({
    outcome: "settled",
    payment: { capture: { heldAs: "risk_hold", settledAt: AT } },
    events: [{ type: "payment.completed" }],
  });
});

test("any fee between nothing and everything settles exactly the gross", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.bigInt({ min: 0n, max: 100n }),
      (gross, percent) => {
        const feeMinor = (gross * percent) / 100n;
        const decision = settleCharge(
          { ...charge, captured: bdt(gross) },
          null,
          { gross: null, fee: null, net: bdt(gross - feeMinor) },
          AT,
        );
        expect(decision).toMatchObject({ outcome: "settled", settled: { grossMinor: gross, feeMinor } });
      },
    ),
  );
});

test("a refund that is kept back from a payout leaves the bank and is no longer missing at the provider", () => {
  const refund = { id: uuid(9), provider: "sslcommerz", money: bdt(20_000n) } as const;
  expect(refundDeductedPosting(refund)).toMatchObject({
    kind: "refund_deducted",
    entries: [
      { account: { kind: "provider_clearing" }, amountMinor: 20_000n },
      { account: { kind: "bank" }, amountMinor: -20_000n },
    ],
  });
});
