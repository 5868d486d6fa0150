import { afterAll, expect, test } from "vitest";
import { createTestContext, giveGift, type Opened, settleGift } from "../testing/index.ts";
import { importSettlements } from "./index.ts";
import { FILE_CHARACTERS_MAX, readStatement } from "./settlement-file.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const HEADER = "tran_id,val_id,gross,fee,net,currency,settled_date";
const lineOf = ({ reference }: Opened, amounts = "500.00,12.50,487.50"): string =>
  `${reference},charge-${reference},${amounts},BDT,2026-11-21`;
const read = (apply: boolean, ...lines: readonly string[]) =>
  importSettlements(ctx, {
    provider: "sslcommerz",
    name: "november.csv",
    text: [HEADER, ...lines].join("\n"),
    apply,
  });
const settledOf = async ({ paymentId }: Opened): Promise<boolean> =>
  (await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).settledAt !== null;

test("a statement is first only looked at, then posted line by line, and a second run finds nothing to post", async () => {
  const gifts = [await giveGift(bench), await giveGift(bench)];
  const before = await giveGift(bench);
  await settleGift(bench, before, 1_250n);
  const lines = [...gifts, before].map((gift) => lineOf(gift));
  const outcome = {
    settled: 2,
    duplicates: 1,
    bad: [],
    sums: [{ currency: "BDT", grossMinor: 100_000n, feeMinor: 2_500n, netMinor: 97_500n }],
  };

  expect(await read(false, ...lines)).toEqual(outcome);
  expect(await Promise.all(gifts.map(settledOf))).toEqual([false, false]);
  expect(await read(true, ...lines)).toEqual(outcome);
  expect(await Promise.all(gifts.map(settledOf))).toEqual([true, true]);
  expect(await read(true, ...lines)).toEqual({ settled: 0, duplicates: 3, bad: [], sums: [] });
});

test("bad lines are named by their number and stop no good one", async () => {
  const [good, wrong] = [await giveGift(bench), await giveGift(bench)];
  const done = await read(
    true,
    lineOf(wrong, "499.00,12.50,486.50"),
    "",
    lineOf(wrong, '"1,000.00",12.50,487.50'),
    lineOf(good),
    lineOf(good),
    `${wrong.reference},,500.00,12.50,487.50,GBP,2026-11-21`,
    `${wrong.reference},,500.00,12.50,487.50,BDT,yesterday`,
    `,,500.00,12.50,487.50,BDT,2026-11-21`,
    `,stranger,500.00,12.50,487.50,BDT,2026-11-21`,
    `not-ours,,500.00,12.50,487.50,BDT,2026-11-21`,
    `${wrong.reference},,500.00,12.50`,
  );
  expect(done).toMatchObject({ settled: 1, duplicates: 0 });
  expect(done.bad.map(({ line, why }) => `${line} ${why}`)).toEqual([
    expect.stringMatching(/^2 .*\(settlement\.wrong_gross\)$/),
    expect.stringMatching(/^4 gross "1,000\.00" is no amount of BDT$/),
    "6 repeats line 5",
    '7 "GBP" is no currency of ours',
    '8 settled_date "yesterday" is no day like 2026-11-21',
    "9 it names neither tran_id nor val_id",
    expect.stringMatching(/^10 .*\(settlement\.unknown_charge\)$/),
    '11 tran_id "not-ours" is no reference of ours',
    '12 "" is no currency of ours',
  ]);
  expect([await settledOf(good), await settledOf(wrong)]).toEqual([true, false]);
});

test("columns may stand in any order and be called as people call them; a time after the day is dropped", () => {
  const text =
    '\uFEFFNet,Settled Date,currency,FEE,gross,val_id,remarks\r\n 487.50 ,2026-11-21 14:05:00,bdt,12.50,500.00,v1,"x, y"\r\n';
  expect(readStatement(text)).toMatchObject({
    bad: [],
    lines: [{ line: 2, charge: { paymentId: null, providerPaymentId: "v1" }, settledOn: "2026-11-21" }],
  });
});

test.each([
  ["an empty file", "", /does not name tran_id or val_id, gross/],
  ["a missing column", "tran_id,gross,net,currency,settled_date\n", /does not name fee/],
  ["a broken quote", `${HEADER}\na,"b\n`, /no statement/],
  ["too large a file", "x".repeat(FILE_CHARACTERS_MAX + 1), /larger than/],
])("%s is no statement", (_what, text, why) => {
  expect(() => readStatement(text)).toThrow(why);
});
