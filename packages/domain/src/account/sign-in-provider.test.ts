import { expect, test } from "vitest";
import { isProvenAnew, judgeArrival } from "./index.ts";

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

test.each([
  ["a person who was asked after we had sent them has proven it", 5_000, true],
  ["also in the second in which we sent them, which a clock of whole seconds puts before it", -999, true],
  ["also by a clock that is half a minute behind", -30_000, true],
  ["who was asked before that has not", -30_001, false],
  ["nor who was asked in a time to come", 120_001, false],
  ["but a clock may be half a minute ahead", 120_000, true],
] as const)("%s", (_what, afterMs, isProven) => {
  const back = new Date(AT.getTime() + 90_000);
  expect(isProvenAnew(new Date(AT.getTime() + afterMs), AT, back)).toBe(isProven);
});

test("a provider that does not say when it asked has proven nothing", () => {
  expect(isProvenAnew(null, AT, AT)).toBe(false);
});
