import { expect, test } from "vitest";
import { foldGifts, type GiftChange } from "./fold-gifts.ts";

const gift = (leftMinor: bigint, donorId = "ann", campaignId = "x", pledgeId = "g") => ({
  pledgeId,
  donorId,
  campaignId,
  leftMinor,
  terms: { currency: "BDT" as const },
});
const change = (gifts: number, givenMinor: bigint): GiftChange => ({
  donorId: "ann",
  campaignId: "x",
  currency: "BDT",
  gifts,
  givenMinor,
});

test.each([
  ["a gift that is new is one more", [], [gift(500n)], [change(1, 500n)]],
  ["several are added up", [], [gift(500n), gift(20n)], [change(2, 520n)]],
  ["a gift that is partly back is still one", [gift(500n)], [gift(405n)], [change(0, -95n)]],
  ["a gift that is wholly back is one less", [gift(500n)], [gift(0n)], [change(-1, -500n)]],
  ["a row that vanishes takes its gift along", [gift(500n)], [], [change(-1, -500n)]],
  ["two rows for one of the same sum are one less", [gift(300n), gift(200n)], [gift(500n)], [change(-1, 0n)]],
  [
    "one gift for another of the same sum moves no sum, but the first and last gift",
    [gift(500n, "ann", "x", "old"), gift(0n, "ann", "x", "new")],
    [gift(0n, "ann", "x", "old"), gift(500n, "ann", "x", "new")],
    [change(0, 0n)],
  ],
  ["a promise that was never a gift changes nothing", [gift(0n)], [gift(0n), gift(0n)], []],
])("%s", (_what, before, after, changes) => {
  expect(foldGifts(before, after)).toEqual(changes);
});

test("changes come by campaign, then donor, so that two writers lock rows in the same order", () => {
  const rows = [gift(1n, "bo", "y"), gift(1n, "cy", "x"), gift(1n, "ann", "y"), gift(1n, "ann", "x")];
  const keys = foldGifts([], rows).map(({ campaignId, donorId }) => `${campaignId} ${donorId}`);
  expect(keys).toEqual(["x ann", "x cy", "y ann", "y bo"]);
});
