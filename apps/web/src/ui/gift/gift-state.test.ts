import type { Gift } from "@careforall/api/pledge";
import { expect, test } from "vitest";
import { isSettled, stateOf } from "./gift-state.ts";

const gift: Gift = {
  reference: "01KAEXAMPLE0000000000000000",
  truth: "received",
  endReason: null,
  isHeld: false,
  isLate: false,
  isCounted: true,
  mayRetry: false,
  status: "completed",
  campaign: { slug: "heart", title: "Heart" },
  giftMinor: "50000",
  platformFeeMinor: "0",
  tipMinor: "0",
  feeCoverMinor: "0",
  totalMinor: "50000",
  currency: "BDT",
  method: "bkash",
  attempts: 1,
  donorName: null,
  isAnonymous: false,
  message: null,
  maskedEmail: "r…@example.org",
  locale: "en",
  createdAt: "2026-11-21T08:00:00.000Z",
  receivedAt: "2026-11-21T08:00:30.000Z",
  refundedMinor: "0",
  history: [],
};

test.each([
  [{}, "counted", true],
  [{ isCounted: false }, "not_counted", false],
  [{ isHeld: true, isCounted: false }, "held", true],
  [{ status: "refunded" }, "refunded", true],
  [{ truth: "being_confirmed" }, "confirming", false],
  [{ truth: "unknown" }, "unknown", false],
  [{ truth: "not_charged", endReason: "failed" }, "not_charged", true],
  [{ truth: "not_charged", attempts: 0 }, "not_begun", true],
] as const)("%o is shown as %s", (change, state, settled) => {
  expect(stateOf({ ...gift, ...change })).toBe(state);
  expect(isSettled(state)).toBe(settled);
});
