import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import type { Payment } from "../payment/index.ts";
import { applyRefundNews, type RefundNews } from "./apply-refund-news.ts";
import { isReserving, type Refund, refundState, type RefundState, sumOf } from "./refund.ts";
import { requestRefund } from "./request-refund.ts";

const AT = new Date("2026-11-21T03:00:00Z");
const id = (nr: number): string => `01900000-0000-7000-8000-${String(nr).padStart(12, "0")}`;

const payment: Payment = {
  id: id(1),
  pledgeId: id(2),
  campaignId: id(3),
  provider: "sslcommerz",
  asked: money(52_500n, "BDT"),
  terms: {
    currency: "BDT",
    giftMinor: 50_000n,
    tipMinor: 1_500n,
    feeCoverMinor: 1_000n,
    platformFeeMinor: 0n,
  },
  openedAt: AT,
  authorizedAt: null,
  review: null,
  end: null,
  capture: {
    at: AT,
    providerPaymentId: "v1",
    bankReference: "b1",
    money: money(52_500n, "BDT"),
    heldAs: null,
    fee: null,
    settledAt: null,
    acceptedAt: null,
  },
  postedCaptures: ["v1"],
};

function order(refunds: readonly Refund[], amountMinor: bigint, nr = 10) {
  const wish = {
    id: id(nr),
    money: money(amountMinor, "BDT"),
    kind: "donor_request",
    reason: "x",
    feeBearer: "platform",
  } as const;
  return requestRefund(payment, refunds, wish);
}

function ordered(refunds: readonly Refund[], amountMinor: bigint, nr = 10): Refund {
  const decision = order(refunds, amountMinor, nr);
  if (decision.outcome === "refused") throw new Error(decision.code);
  return decision.refund;
}

const NEWS: Record<string, RefundNews> = {
  accepted: { kind: "accepted", providerRefundId: "r1" },
  refused: { kind: "refused", detail: "no" },
  confirmed: { kind: "confirmed", providerRefundId: "r1" },
  failed: { kind: "failed", detail: "gone" },
};

const REACHED: Record<RefundState, Partial<Refund>> = {
  requested: {},
  accepted: { acceptedAt: AT, providerRefundId: "r1" },
  confirmed: { acceptedAt: AT, confirmedAt: AT, providerRefundId: "r1" },
  failed: { acceptedAt: AT, failedAt: AT, providerRefundId: "r1" },
};

const page =
  readFileSync(path.join(import.meta.dirname, "../../../../docs/money.md"), "utf8").split("## Refunds")[1] ??
  "";
const rows = [...page.matchAll(/^\| (requested|accepted|confirmed|failed) \|(.*)\|$/gm)].map(
  ([, state = "", cells = ""]) => [state, cells.split("|").map((cell) => cell.trim())] as const,
);

test("docs/money.md has the whole table", () => {
  expect(rows.map(([state]) => state)).toEqual(Object.keys(REACHED));
});

for (const [state, cells] of rows) {
  const reached = Object.entries(REACHED).find(([name]) => name === state)?.[1];
  for (const [column, [name, news]] of Object.entries(NEWS).entries()) {
    test(`a refund that is ${state} and is said to be ${name}: ${cells[column]}`, () => {
      const decision = applyRefundNews(payment, [], { ...ordered([], 700n), ...reached }, news, AT);
      expect(decision.outcome === "moved" ? refundState(decision.refund) : decision.why).toBe(cells[column]);
    });
  }
}

test("whatever news comes in whatever order, each fact is posted once and a failure gives all of it back", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(NEWS)), { maxLength: 12 }), (told) => {
      let refund = ordered([], 52_500n);
      const kinds: string[] = [];
      const balance = new Map<string, bigint>();
      for (const news of told) {
        const decision = applyRefundNews(payment, [], refund, news, AT);
        if (decision.outcome === "ignored") continue;
        refund = decision.refund;
        for (const posting of decision.postings) {
          kinds.push(posting.kind);
          for (const { account, amountMinor } of posting.entries)
            balance.set(account.kind, (balance.get(account.kind) ?? 0n) + amountMinor);
        }
      }
      expect(new Set(kinds).size).toBe(kinds.length);
      const isBack = refundState(refund) === "confirmed";
      expect(balance.get("provider_clearing") ?? 0n).toBe(isBack ? -52_500n : 0n);
      expect(balance.get("campaign_payable") ?? 0n).toBe(
        isReserving(refund) && refund.acceptedAt ? 50_000n : 0n,
      );
    }),
  );
});

test("orders never take more than was captured, nor more of a part than there is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.bigInt({ min: -10n, max: 60_000n }), fc.boolean()), { maxLength: 10 }),
      (wishes) => {
        const refunds: Refund[] = [];
        for (const [nr, [amountMinor, fails]] of wishes.entries()) {
          const decision = order(refunds, amountMinor, 100 + nr);
          const code = decision.outcome === "refused" ? decision.code : null;
          expect([null, "refund.zero", "refund.exceeds"]).toContain(code);
          if (decision.outcome === "requested")
            refunds.push({ ...decision.refund, failedAt: fails ? AT : null });
        }
        const kept = refunds.filter(isReserving);
        expect(sumOf(kept, (refund) => refund.money.amountMinor) <= 52_500n).toBe(true);
        for (const part of ["giftMinor", "tipMinor", "feeCoverMinor"] as const)
          expect(sumOf(kept, ({ split }) => split[part]) <= payment.terms[part]).toBe(true);
        for (const { money: whole, split } of refunds)
          expect(split.giftMinor + split.tipMinor + split.feeCoverMinor + split.heldMinor).toBe(
            whole.amountMinor,
          );
      },
    ),
  );
});

test("fee cover and tip are used first, the gift last", () => {
  expect(ordered([], 2_600n).split).toEqual({
    feeCoverMinor: 1_000n,
    tipMinor: 1_500n,
    giftMinor: 100n,
    platformFeeMinor: 0n,
    heldMinor: 0n,
  });
});

test("held money comes out of suspense, and money that never came is not given back", () => {
  const wish = {
    id: id(10),
    money: money(5n, "BDT"),
    kind: "fraud",
    reason: "x",
    feeBearer: "platform",
  } as const;
  const { capture } = payment;
  const held: Payment = { ...payment, capture: capture && { ...capture, heldAs: "risk_hold" } };
  expect(requestRefund(held, [], wish)).toMatchObject({
    refund: { split: { heldMinor: 5n, giftMinor: 0n } },
  });
  expect(requestRefund({ ...payment, capture: null }, [], wish)).toMatchObject({
    code: "refund.not_captured",
  });
  expect(requestRefund(payment, [], { ...wish, reason: " " })).toMatchObject({ code: "refund.no_reason" });
  expect(requestRefund(payment, [], { ...wish, money: money(5n, "USD") })).toMatchObject({
    code: "refund.wrong_currency",
  });
});
