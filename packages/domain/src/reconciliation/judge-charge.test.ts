import { expect, test } from "vitest";
import { type Money, money } from "../money/index.ts";
import { judgeCharge, judgeUnlisted, type OurSide } from "./index.ts";

const TK_500 = money(500_00n, "BDT");
const TK_499 = money(499_00n, "BDT");
const USD_500 = money(500_00n, "USD");

const open = { asked: TK_500, end: null, isPaid: false };

/** The whole table: what our books say, what the provider holds, and what that is called. */
const TABLE: readonly [string, OurSide, Money, string | null][] = [
  ["posted, the same", { posted: TK_500, attempt: { ...open, isPaid: true } }, TK_500, null],
  ["posted under no attempt, the same", { posted: TK_500, attempt: null }, TK_500, null],
  ["posted, another amount", { posted: TK_499, attempt: open }, TK_500, "amount_differs"],
  ["posted, another currency", { posted: USD_500, attempt: open }, TK_500, "amount_differs"],
  ["no attempt of ours", { posted: null, attempt: null }, TK_500, "missing_here"],
  ["open", { posted: null, attempt: open }, TK_500, "missing_here"],
  ["ended", { posted: null, attempt: { ...open, end: "failed" } }, TK_500, "missing_here"],
  ["paid already", { posted: null, attempt: { ...open, isPaid: true } }, TK_500, "duplicate"],
  ["paid already, another amount", { posted: null, attempt: { ...open, isPaid: true } }, TK_499, "duplicate"],
  ["open, another amount", { posted: null, attempt: open }, TK_499, "amount_differs"],
  ["open, another currency", { posted: null, attempt: open }, USD_500, "amount_differs"],
];

test.each(TABLE)("%s", (_name, ours, theirs, kind) => {
  expect(judgeCharge(ours, theirs)?.kind ?? null).toBe(kind);
});

test("each side shows the money that it holds, and the words name the amounts and the end", () => {
  expect(judgeCharge({ posted: TK_499, attempt: open }, TK_500)).toMatchObject({
    ours: TK_499,
    theirs: TK_500,
    cause: expect.stringContaining("499.00 BDT"),
    repair: expect.stringContaining("people only"),
  });
  const late = judgeCharge({ posted: null, attempt: { ...open, end: "failed" } }, TK_500);
  expect(late).toMatchObject({ ours: null, theirs: TK_500, cause: expect.stringContaining("failed") });
  expect(judgeUnlisted(TK_500)).toMatchObject({ kind: "missing_there", ours: TK_500, theirs: null });
});
