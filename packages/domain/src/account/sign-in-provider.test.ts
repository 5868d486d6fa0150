import { expect, test } from "vitest";
import { judgeArrival } from "./index.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const owner = (status: string, emailVerifiedAt: Date | null = AT) => ({ status, emailVerifiedAt });

test.each([
  ["a linked identity enters", owner("active"), false, "enter"],
  ["also when its address has an account, its own", owner("active"), true, "enter"],
  ["also when the provider vouches for no address", owner("active"), null, "enter"],
  ["a suspended owner is kept out", owner("suspended"), true, "blocked"],
  ["a closed one, too", owner("closed"), null, "blocked"],
  ["one whose address was never proven, too", owner("active", null), true, "blocked"],
  ["nobody is known by an address that nobody vouches for", null, null, "unverified"],
  ["an address that has an account opens nothing", null, true, "taken"],
  ["a new address makes an account", null, false, "make"],
] as const)("%s", (_what, whose, isAddressTaken, arrival) => {
  expect(judgeArrival({ owner: whose, isAddressTaken })).toBe(arrival);
});
