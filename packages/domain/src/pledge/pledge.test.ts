import { expect, test } from "vitest";
import type { Campaign } from "../campaign/index.ts";
import { decidePledge, type PledgeTerms } from "./pledge.ts";

const AT = new Date("2026-11-20T10:00:00Z");
const ID = "0196f0a0-0000-7000-8000-000000000001";
const campaign: Campaign = {
  id: "0196f0a0-0000-7000-8000-000000000003",
  status: "active",
  currency: "BDT",
  endsAt: new Date("2026-12-01T00:00:00Z"),
};
const terms: PledgeTerms = {
  currency: "BDT",
  giftMinor: 50_000n,
  tipMinor: 1_500n,
  feeCoverMinor: 0n,
  platformFeeMinor: 0n,
};
const outcome = (some: Partial<PledgeTerms>, where: Partial<Campaign> = {}, at = AT) => {
  const decision = decidePledge(ID, { ...terms, ...some }, { ...campaign, ...where }, at);
  return decision.outcome === "refused" ? decision.code : decision.outcome;
};

test("a promise to an active campaign is accepted; the event carries ids and amounts, no person", () => {
  const decision = decidePledge(ID, terms, campaign, AT);
  expect(decision).toEqual({
    outcome: "accepted",
    totalMinor: 51_500n,
    events: [
      {
        type: "pledge.created",
        version: 1,
        subjectId: ID,
        data: {
          campaignId: campaign.id,
          giftMinor: "50000",
          tipMinor: "1500",
          feeCoverMinor: "0",
          totalMinor: "51500",
          currency: "BDT",
        },
      },
    ],
  });
});

test.each(["draft", "closing", "completed", "expired", "cancelled", "archived"] as const)(
  "a campaign that is %s takes no new promise",
  (status) => expect(outcome({}, { status })).toBe("pledge.campaign_closed"),
);

test("the end date is the first moment that is too late; without one there is none", () => {
  const endsAt = new Date("2026-11-20T10:00:00Z");
  expect(outcome({}, { endsAt }, new Date(endsAt.getTime() - 1))).toBe("accepted");
  expect(outcome({}, { endsAt }, endsAt)).toBe("pledge.campaign_closed");
  expect(outcome({}, { endsAt: null })).toBe("accepted");
});

test("another currency, too little and too much are refused by name", () => {
  expect(outcome({ currency: "USD" })).toBe("pledge.wrong_currency");
  expect(outcome({ giftMinor: 999n })).toBe("pledge.amount_too_small");
  expect(outcome({ giftMinor: 1_000n, tipMinor: 0n })).toBe("accepted");
  expect(outcome({ giftMinor: 50_000_000n, tipMinor: 0n })).toBe("accepted");
  expect(outcome({ giftMinor: 50_000_000n, tipMinor: 1n })).toBe("pledge.amount_too_large");
});
