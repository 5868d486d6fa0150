import { money, type Money } from "../money/index.ts";
import type { Capture, Payment, ProviderSignal } from "../payment/index.ts";

// One attempt that tests begin with: Tk 525 asked for, 500 gift, 15 tip, 10 fee cover.

export const taka = (poisha: bigint): Money => money(poisha, "BDT");

/** Small numbers as ids, so that a test can tell them apart. */
export const idOf = (nr: number): string => `01900000-0000-7000-8000-${String(nr).padStart(12, "0")}`;

/** Its page is open since then, and nobody has paid. */
export const openAttempt = (openedAt: Date): Payment => ({
  id: idOf(1),
  pledgeId: idOf(2),
  campaignId: idOf(3),
  provider: "sslcommerz",
  asked: taka(52_500n),
  terms: {
    currency: "BDT",
    giftMinor: 50_000n,
    tipMinor: 1_500n,
    feeCoverMinor: 1_000n,
    platformFeeMinor: 0n,
  },
  openedAt,
  authorizedAt: null,
  review: null,
  end: null,
  capture: null,
  postedCaptures: [],
});

/** All that was asked for, as `v1`: the gift, unless it says why it is held. */
export const captureOf = (at: Date, more: Partial<Capture> = {}): Capture => ({
  at,
  providerPaymentId: "v1",
  bankReference: "b1",
  money: taka(52_500n),
  heldAs: null,
  acceptedAt: null,
  fee: null,
  settledAt: null,
  ...more,
});

/** The same attempt, paid at once with that capture. */
export const paidAttempt = (at: Date, more: Partial<Capture> = {}): Payment => ({
  ...openAttempt(at),
  capture: captureOf(at, more),
  postedCaptures: ["v1"],
});

/** The provider says that it holds all that was asked for, as `val-1`. */
export const success = (
  more: Partial<Extract<ProviderSignal, { kind: "captured" }>> = {},
): ProviderSignal => ({
  kind: "captured",
  providerPaymentId: "val-1",
  bankReference: "bank-1",
  captured: taka(52_500n),
  asked: null,
  isRisky: false,
  fee: null,
  ...more,
});
