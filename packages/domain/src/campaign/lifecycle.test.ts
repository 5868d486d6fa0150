import { expect, test } from "vitest";
import { CAMPAIGN_STATUSES } from "./kind.ts";
import { type CampaignInLife, CLOSING_MS, latenessOf, nextLifeStep } from "./lifecycle.ts";

const END = new Date("2026-11-20T18:00:00Z");
const CLOSED = new Date(END.getTime() + CLOSING_MS);
const before = (time: Date) => new Date(time.getTime() - 1);

const active: CampaignInLife = {
  id: "0196f0a0-0000-7000-8000-000000000003",
  status: "active",
  currency: "BDT",
  endsAt: END,
  closesAt: CLOSED,
  goalMinor: 100_000n,
  raisedMinor: 99_999n,
  giftCount: 3,
  seenUpTo: CLOSED,
};
const closing: CampaignInLife = { ...active, status: "closing" };

test("at its end, not a moment before, an active campaign begins to close, and says until when", () => {
  expect(nextLifeStep(active, before(END))).toBeNull();
  expect(nextLifeStep(active, END)).toMatchObject({
    to: "closing",
    cause: "end_date",
    event: {
      type: "campaign.closing",
      data: { endsAt: "2026-11-20T18:00:00.000Z", closesAt: "2026-11-22T18:00:00.000Z" },
    },
  });
});

test("after a long silence a campaign still goes through closing: one step at a time", () => {
  expect(nextLifeStep(active, new Date("2027-01-01T00:00:00Z"))).toMatchObject({ to: "closing" });
});

test("48 hours later it is completed with its goal and expired without", () => {
  expect(nextLifeStep(closing, before(CLOSED))).toBeNull();
  expect(nextLifeStep(closing, CLOSED)).toMatchObject({
    to: "expired",
    cause: "closing_over",
    event: { type: "campaign.expired", data: { raisedMinor: "99999", goalMinor: "100000", giftCount: 3 } },
  });
  expect(nextLifeStep({ ...closing, raisedMinor: 100_000n }, CLOSED)).toMatchObject({
    to: "completed",
    event: { type: "campaign.completed" },
  });
});

test.each([null, before(CLOSED)])("a total that has seen events up to %s decides no result", (seenUpTo) => {
  expect(nextLifeStep({ ...closing, seenUpTo }, CLOSED)).toBeNull();
});

test.each([
  [null, null],
  [null, CLOSED],
  [END, null],
])("without an end there is nothing to wait for (%s, %s)", (endsAt, closesAt) => {
  expect(nextLifeStep({ ...active, endsAt, closesAt }, CLOSED)).toBeNull();
  expect(nextLifeStep({ ...closing, endsAt, closesAt }, CLOSED)).toBeNull();
});

test("a campaign in any other status is left alone", () => {
  for (const status of CAMPAIGN_STATUSES.filter((one) => one !== "active" && one !== "closing")) {
    expect(nextLifeStep({ ...active, status }, CLOSED)).toBeNull();
  }
});

test("money is late once the campaign takes no gifts, whether or not its status says so yet", () => {
  expect(latenessOf(active, before(END))).toBeNull();
  expect(latenessOf(active, END)).toBe("campaign_closed");
  expect(latenessOf({ ...active, endsAt: null }, CLOSED)).toBeNull();
  expect(latenessOf({ ...closing, endsAt: null }, END)).toBe("campaign_closed");
});
