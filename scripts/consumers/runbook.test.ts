import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { getCampaign } from "../../packages/api/src/campaign/index.ts";
import { CONSUMERS, settleConsumers } from "../../packages/api/src/outbox/index.ts";
import { rebuildReadModels } from "../../packages/api/src/rebuild/index.ts";
import { createTestContext, giveGift, promiseGift } from "../../packages/api/src/testing/index.ts";
import { consumerCommandOf, STOPPABLE } from "./options.ts";
import { runConsumerCommand } from "./run-command.ts";

// docs/runbooks/counting-off.md is followed in a hurry: its commands are run here, in their order, with gifts between.

const PAGE = readFileSync(path.join(import.meta.dirname, "../../docs/runbooks/counting-off.md"), "utf8");
const LINES = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
  block.trim().split("\n"),
);

/** Four events of each gift are news for the totals, and one of each promise: 1,000 wait. */
const GIFTS = 40;
const PROMISES = 840;
const AT_ONCE = 8;
/** It gives them one by one on a machine that may have other work. */
const TIMEOUT_MS = 180_000;

const bench = await createTestContext();
const { ctx, campaign } = bench;
afterAll(bench.drop);

const totalsRow = () => ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: campaign.id } });
const page = () => getCampaign(ctx, { slug: campaign.slug });

const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

async function type(line: string): Promise<string> {
  const [, command, ...words] = wordsOf(line);
  if (command === "consumers") return runConsumerCommand(ctx.db, consumerCommandOf(words, "rina"));
  expect([command, ...words]).toEqual(["run", "rebuild"]);
  const asOwner = { ...ctx, db: bench.owner };
  const { differences, isReplaced } = await rebuildReadModels(asOwner, { mayReplace: false, shownMax: 5 });
  return `${differences} differ, replaced: ${isReplaced}`;
}

test(
  "the page's commands stop counting while gifts go on, and afterwards the totals are exact",
  { timeout: TIMEOUT_MS },
  async () => {
    const [list, pause, listMeanwhile, compareMeanwhile, resume, ...after] = LINES;
    expect(after).toHaveLength(2);
    await giveGift(bench);
    await settleConsumers(ctx);
    expect(await type(list ?? "")).toMatch(/^totals +on; nothing waits$/m);

    expect(await type(pause ?? "")).toContain("is stopped in every worker");
    await expect(type(pause ?? "")).rejects.toThrow("stopped already");
    const before = await totalsRow();
    for (let given = 0; given < GIFTS; given++) await giveGift(bench);
    let left = PROMISES;
    const promise = async (): Promise<void> => {
      while (left-- > 0) await promiseGift(bench);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, promise));
    await settleConsumers(ctx);

    // The money is in the ledger and on the public list; the total stands still, and says so.
    expect(await ctx.db.prisma.ledgerPosting.count({ where: { kind: "capture" } })).toBe(GIFTS + 1);
    expect(await ctx.db.prisma.publicGift.count()).toBe(GIFTS + 1);
    expect(await totalsRow()).toEqual(before);
    expect(await page()).toMatchObject({ isTotalBehind: true, totals: { giftCount: 1 } });
    expect(await type(listMeanwhile ?? "")).toMatch(
      /^totals +stopped since .* by rina: the total of .*; 1000 wait, the oldest since /m,
    );
    expect(await type(compareMeanwhile ?? "")).toBe("0 differ, replaced: false");

    expect(await type(resume ?? "")).toContain("goes on");
    await expect(type(resume ?? "")).rejects.toThrow("not stopped");
    const begunAt = performance.now();
    await settleConsumers(ctx);
    console.log(`caught up with 1,000 events in ${Math.round(performance.now() - begunAt)} ms`);
    expect(await page()).toMatchObject({
      isTotalBehind: false,
      totals: { giftCount: GIFTS + 1, raisedMinor: `${500_00 * (GIFTS + 1)}` },
    });
    const [listAfter, compareAfter] = [await type(after[0] ?? ""), await type(after[1] ?? "")];
    expect(listAfter).toMatch(/^totals +on; nothing waits$/m);
    expect(compareAfter).toBe("0 differ, replaced: false");
  },
);

test("who is stopped can be stopped again later, and each pause says who ended it", async () => {
  for (const why of ["first", "second"]) {
    await type(`pnpm consumers pause receipts --reason "${why}"`);
    await type("pnpm consumers resume receipts --by Salma");
  }
  const pauses = await ctx.db.prisma.consumerPause.findMany({ where: { consumer: "receipts" } });
  expect(pauses.map(({ reason, resumedBy }) => [reason, resumedBy]).toSorted()).toEqual([
    ["first", "Salma"],
    ["second", "Salma"],
  ]);
});

test("every consumer can be stopped, and no other name", () => {
  expect([...STOPPABLE]).toEqual([...CONSUMERS]);
});
