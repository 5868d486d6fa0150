import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { type AttemptFacts, type PledgeFacts, tellPledge } from "./index.ts";

const PLEDGE = "0196f0a0-0000-7000-8000-000000000001";
const CAMPAIGN = "0196f0a0-0000-7000-8000-000000000003";
const PAYMENT = "0196f0a0-0000-7000-8000-000000000004";
const terms = {
  currency: "BDT",
  giftMinor: 50_000n,
  tipMinor: 1_500n,
  feeCoverMinor: 1_000n,
  platformFeeMinor: 0n,
} as const;
const told = { pledgeId: PLEDGE, campaignId: CAMPAIGN, paymentId: PAYMENT, terms };

const facts = (some: Partial<AttemptFacts> | null, fulfilledBy: string | null = null): PledgeFacts => ({
  currency: "BDT",
  fulfilledBy,
  attempts:
    some === null
      ? []
      : [
          {
            paymentId: PAYMENT,
            number: 1,
            isEnded: false,
            isAuthorized: false,
            captured: null,
            refundedMinor: 0n,
            ...some,
          },
        ],
});
const PAID = { captured: money(52_500n, "BDT") };
const BACK = { ...PAID, refundedMinor: 52_500n };

test.each([
  ["pledge.payment_initiated", facts(null), facts({}), "pending", "pending", "pending"],
  [
    "pledge.payment_initiated",
    facts({}),
    facts({ isAuthorized: true }),
    "payment_initiated",
    "pending",
    "authorized",
  ],
  [
    "pledge.failed",
    facts({ isAuthorized: true }),
    facts({ isEnded: true }),
    "payment_initiated",
    "authorized",
    "failed",
  ],
  [
    "pledge.completed",
    facts({ isEnded: true }),
    facts({ isEnded: true, ...PAID }, PAYMENT),
    "failed",
    "failed",
    "captured",
  ],
  ["pledge.refunded", facts(PAID, PAYMENT), facts(BACK, PAYMENT), "completed", "captured", "captured"],
  ["pledge.completed", facts(BACK, PAYMENT), facts(PAID, PAYMENT), "refunded", "captured", "captured"],
] as const)(
  "%s is told when the status or the bucket changes",
  (type, before, after, previousStatus, fromBucket, toBucket) => {
    expect(tellPledge(told, before, after)).toEqual([
      {
        type,
        version: 1,
        subjectId: PLEDGE,
        data: {
          campaignId: CAMPAIGN,
          paymentId: PAYMENT,
          currency: "BDT",
          giftMinor: "50000",
          tipMinor: "1500",
          feeCoverMinor: "1000",
          totalMinor: "52500",
          previousStatus,
          newStatus: type.slice("pledge.".length),
          fromBucket,
          toBucket,
        },
      },
    ]);
  },
);

test.each([
  ["held money arrives", facts({}), facts(PAID)],
  ["a part of a gift goes back", facts(PAID, PAYMENT), facts({ ...PAID, refundedMinor: 1n }, PAYMENT)],
  ["an end gets a stronger reason", facts({ isEnded: true }), facts({ isEnded: true })],
] as const)("nothing is told when %s", (_when, before, after) => {
  expect(tellPledge(told, before, after)).toEqual([]);
});
