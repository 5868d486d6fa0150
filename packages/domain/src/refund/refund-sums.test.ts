import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES, GIFT_LIMITS, money } from "../money/index.ts";
import type { Payment } from "../payment/index.ts";
import { platformFeeOf, totalOf } from "../pledge/index.ts";
import type { Refund } from "./refund.ts";
import { requestRefund } from "./request-refund.ts";

const AT = new Date("2026-11-21T10:00:00Z");
const id = (nr: number): string => `0196f0a0-0000-7000-8000-${String(nr).padStart(12, "0")}`;

/** A gift, or money that is held, in any currency. */
const anyPaid: fc.Arbitrary<Payment> = fc
  .constantFrom(...CURRENCIES)
  .chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      giftMinor: fc.bigInt({ min: 1n, max: GIFT_LIMITS[currency].max.amountMinor }),
      tipMinor: fc.bigInt({ min: 0n, max: 5_000n }),
      feeCoverMinor: fc.bigInt({ min: 0n, max: 5_000n }),
      isHeld: fc.boolean(),
      basisPoints: fc.constantFrom(0, 1, 250, 1_000),
    }),
  )
  .map(({ isHeld, basisPoints, ...some }) => ({
    isHeld,
    terms: { ...some, platformFeeMinor: platformFeeOf(some.giftMinor, basisPoints) },
  }))
  .map(({ isHeld, terms }) => ({
    id: id(1),
    pledgeId: id(2),
    campaignId: id(3),
    provider: "sslcommerz",
    asked: money(totalOf(terms), terms.currency),
    terms,
    openedAt: AT,
    authorizedAt: null,
    review: null,
    end: null,
    capture: {
      at: AT,
      providerPaymentId: "v1",
      bankReference: null,
      money: money(totalOf(terms), terms.currency),
      heldAs: isHeld ? "risk_hold" : null,
      acceptedAt: null,
      fee: null,
      settledAt: null,
    },
    postedCaptures: ["v1"],
  }));

/** In thousandths of the capture, so that sums come near it from both sides. */
const anyWish = fc.record({ share: fc.integer({ min: 1, max: 700 }), more: fc.bigInt({ min: 0n, max: 2n }) });

test("a refund is taken if and only if it fits into what earlier ones have left, and all of it may go back", () => {
  fc.assert(
    fc.property(anyPaid, fc.array(anyWish, { maxLength: 12 }), (payment, wishes) => {
      const total = payment.asked;
      const refunds: Refund[] = [];
      let given = 0n;
      const order = (amountMinor: bigint) =>
        requestRefund(payment, refunds, {
          id: id(10 + refunds.length),
          money: money(amountMinor, total.currency),
          kind: "donor_request",
          reason: "x",
          feeBearer: "platform",
        });
      for (const { share, more } of wishes) {
        const wish = (total.amountMinor * BigInt(share)) / 1_000n + more;
        const decision = order(wish);
        expect(decision.outcome === "requested").toBe(wish > 0n && given + wish <= total.amountMinor);
        if (decision.outcome === "refused") continue;
        refunds.push(decision.refund);
        given += wish;
      }
      const rest = total.amountMinor - given;
      expect(order(rest + 1n).outcome).toBe("refused");
      if (rest === 0n) return;
      const last = order(rest);
      if (last.outcome === "refused") throw new Error(last.code);
      // All of it is back: each part has given exactly what it had.
      const all = [...refunds, last.refund];
      const sum = (part: keyof Refund["split"]) =>
        all.reduce((before, { split }) => before + split[part], 0n);
      const { terms, capture } = payment;
      const parts = [sum("giftMinor"), sum("tipMinor"), sum("feeCoverMinor"), sum("heldMinor")];
      expect(sum("platformFeeMinor")).toBe(capture?.heldAs === null ? terms.platformFeeMinor : 0n);
      expect(parts).toEqual(
        capture?.heldAs === null
          ? [terms.giftMinor, terms.tipMinor, terms.feeCoverMinor, 0n]
          : [0n, 0n, 0n, total.amountMinor],
      );
    }),
    { numRuns: 2_000 },
  );
});
