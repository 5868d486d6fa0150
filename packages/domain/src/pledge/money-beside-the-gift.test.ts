import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { type AttemptFacts, giftBucket, type PledgeFacts, pledgeStatus } from "./index.ts";

const CAPTURED = money(52_500n, "BDT");
const paid = (number: number, facts: Partial<AttemptFacts> = {}): AttemptFacts => ({
  paymentId: `payment-${number}`,
  number,
  isEnded: false,
  isAuthorized: false,
  captured: CAPTURED,
  refundedMinor: 0n,
  ...facts,
});
const BACK = { refundedMinor: CAPTURED.amountMinor };

test.each<[string, PledgeFacts, string, string]>([
  [
    "money that came after the attempt had ended waits for staff, and nobody is told that it failed",
    { currency: "BDT", fulfilledBy: null, attempts: [paid(1, { isEnded: true })] },
    "payment_initiated",
    "pending",
  ],
  [
    "a second payment that still waits does not make a gift that went back one that stays",
    { currency: "BDT", fulfilledBy: "payment-1", attempts: [paid(1, BACK), paid(2)] },
    "refunded",
    "captured",
  ],
])("%s", (_what, facts, status, bucket) => {
  expect(pledgeStatus(facts)).toBe(status);
  expect(giftBucket(facts)).toBe(bucket);
});
