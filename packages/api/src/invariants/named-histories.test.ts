import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, type LawfulHistories, liveLawfulHistories } from "../testing/index.ts";

// The table of lawful histories in docs/testing.md, row by row: each has come about, and is what the page says. That no
// invariant accuses any of them: lawful-histories.test.ts. That each fault beside them is named: planted-faults.test.ts.

const PAGE = readFileSync(path.join(import.meta.dirname, "../../../../docs/testing.md"), "utf8");
const rows = [...PAGE.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/gm)].map(([, name = "", end = ""]) => ({
  name,
  end: end.trim(),
}));
const HISTORIES_MIN = 12;

const bench = await createTestContext();
afterAll(() => bench.drop());
let stories: LawfulHistories;
beforeAll(async () => {
  stories = await liveLawfulHistories(bench);
});

test("at least twelve histories are told by name", () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBeGreaterThanOrEqual(HISTORIES_MIN);
  expect(rows.map(({ name }) => name).filter((name) => !(name in stories))).toEqual([]);
});

test.each(rows)("$name ends as: $end", async ({ name, end }) => {
  const story = Object.entries(stories).find(([key]) => key === name)?.[1];
  expect(story).toBeDefined();
  const paymentId = story !== undefined && "paymentId" in story ? story.paymentId : "";
  expect(await endOf(paymentId)).toBe(end);
});

/** What the books say of an attempt in the end, in a few words. */
async function endOf(paymentId: string): Promise<string> {
  const { prisma } = bench.ctx.db;
  const payment = await prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { refunds: { orderBy: { id: "asc" } }, pledge: true },
  });
  const postings = await prisma.ledgerPosting.count({ where: { paymentId, kind: "capture" } });
  const isGift = payment.pledge.fulfilledBy === paymentId;
  const words = [
    payment.capturedAt === null ? (payment.endReason ?? "open") : isGift ? "gift" : `held: ${payment.heldAs}`,
    ...(payment.lateAs === null ? [] : ["late"]),
    ...(postings > 1 ? [`${postings} captures`] : []),
    ...payment.refunds.map(({ acceptedAt, confirmedAt, failedAt, amountMinor }) => {
      const state = failedAt ? "failed" : confirmedAt ? "confirmed" : acceptedAt ? "accepted" : "requested";
      return `refund of ${amountMinor} ${state}`;
    }),
  ];
  return words.join(", ");
}
