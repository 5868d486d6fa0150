import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { judgeCharge, judgeUnlisted, type Judgement, type OurSide } from "./index.ts";

const TK_500 = money(500_00n, "BDT");
const TK_499 = money(499_00n, "BDT");
const open = { asked: TK_500, end: null, isPaid: false };

const judged = (ours: Partial<OurSide>, theirs = TK_500): Judgement | null =>
  judgeCharge({ posted: null, attempt: open, ...ours }, theirs);

/** What differs, what its cause says, and who may repair it how. */
test.each<[string, () => Judgement | null, RegExp, RegExp]>([
  [
    "a stranger's charge",
    () => judged({ attempt: null }),
    /no attempt of ours/,
    /suspense \(unknown_charge\)/,
  ],
  [
    "a second success",
    () => judged({ attempt: { ...open, isPaid: true } }),
    /paid already/,
    /suspense \(second_capture\)/,
  ],
  ["a success that we have not heard of", () => judged({}), /no news/, /it is the gift/],
  [
    "a success after an end",
    () => judged({ attempt: { ...open, end: "expired" } }),
    /ended here as expired/,
    /it is the gift/,
  ],
  [
    "another amount than we asked for",
    () => judged({}, TK_499),
    /asked for 500\.00 BDT.* captured 499\.00 BDT/,
    /suspense with a case/,
  ],
  [
    "another amount than is posted",
    () => judged({ posted: TK_500 }, TK_499),
    /holds 500\.00 BDT.* says 499\.00 BDT/,
    /people only/,
  ],
  [
    "a charge that the provider does not list",
    () => judgeUnlisted(TK_500),
    /holds 500\.00 BDT.* does not list/,
    /people only.*[Nn]o machine/,
  ],
])("%s is explained, and says who may do what about it", (_what, judge, cause, repair) => {
  const judgement = judge();
  expect(judgement?.cause).toMatch(cause);
  expect(judgement?.repair).toMatch(repair);
});

test("nothing that differs is for a machine to post before the provider confirms it", () => {
  for (const judgement of [judged({}), judged({ attempt: null }), judged({}, TK_499)])
    expect(judgement?.repair).toMatch(/^After the provider confirms it: post it/);
});

test("the money that we asked for stands beside what came instead", () => {
  expect(judged({}, TK_499)).toMatchObject({ kind: "amount_differs", ours: TK_500, theirs: TK_499 });
  expect(judged({ attempt: null })).toMatchObject({ ours: null, theirs: TK_500 });
  expect(judged({ attempt: { ...open, isPaid: true } })).toMatchObject({ ours: null, theirs: TK_500 });
});
