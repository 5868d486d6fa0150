import { readFileSync } from "node:fs";
import path from "node:path";
import { NORMAL_SIDE, POSTING_KINDS } from "@careforall/domain/ledger";
import { afterAll, expect, test } from "vitest";
import { printLedger, printPostings } from "../ledger/index.ts";
import { createTestContext } from "../testing/index.ts";
import { storiesOfGifts } from "./stories-of-gifts.ts";
import { storiesOfHolds } from "./stories-of-holds.ts";
import { storiesOfLater } from "./stories-of-later.ts";
import { storiesOfRefunds } from "./stories-of-refunds.ts";
import { storiesOfSettlements } from "./stories-of-settlements.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const page = readFileSync(path.join(import.meta.dirname, "../../../../docs/money.md"), "utf8");
const examples = new Map(
  [...page.matchAll(/^```ledger (\S+)\n([^`]*)```$/gm)].map(([, name = "", text = ""]) => [
    name,
    text.trimEnd(),
  ]),
);

const stories = {
  ...storiesOfGifts(bench),
  ...storiesOfHolds(bench),
  ...storiesOfRefunds(bench),
  ...storiesOfSettlements(bench),
  ...storiesOfLater,
};

test("docs/money.md tells exactly these stories", () => {
  expect([...examples.keys()].toSorted()).toEqual(Object.keys(stories).toSorted());
});

test("docs/money.md shows every kind of posting that the ledger knows", () => {
  const shown = new Set([...examples.values()].flatMap((text) => text.match(/^\w+$/gm) ?? []));
  expect([...shown].toSorted()).toEqual([...POSTING_KINDS].toSorted());
});

test("docs/money.md names the normal side of every account, and of no other", () => {
  const table = page.split("## The ledger")[1]?.split("## ")[0] ?? "";
  const rows = [...table.matchAll(/^\| `(\w+)`[^|]*\|.*\| (\w+) \|$/gm)];
  expect(Object.fromEntries(rows.map(([, account, side]) => [account, side]))).toEqual(NORMAL_SIDE);
});

for (const [name, tell] of Object.entries(stories)) {
  test(`docs/money.md: ${name}`, async () => {
    const before = await ctx.db.prisma.ledgerPosting.count();
    const decided = await tell();
    const printed = decided ? printPostings(decided) : await printLedger(ctx.db, { skip: before });
    expect(printed).toBe(examples.get(name));
  });
}
