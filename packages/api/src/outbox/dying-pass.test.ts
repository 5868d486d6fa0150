import { afterAll, expect, test } from "vitest";
import { sql } from "@careforall/db/client";
import { runMortal } from "../model/mortal.ts";
import { createTestContext, giveGift } from "../testing/index.ts";
import { runConsumers, settleConsumers } from "./index.ts";

// A pass of the worker dies at each of its round trips to the database, one after the other, before the statement is
// executed and just after.

const bench = await createTestContext();
const { ctx, provider, campaign } = bench;
afterAll(bench.drop);

/** A pass has fewer round trips than this, or the test would never see one that lives. */
const TRIPS_MAX = 200;
const PATIENCE_MS = 10_000;

const books = async () => {
  const [row] = await ctx.db.query<Record<string, bigint>>(
    sql`select (select count(*) from outbox where relayed_at is null) as unrelayed,
               (select count(*) from delivery where done_at is null) as undelivered,
               (select count(*) from outbox o where o.type = 'payment.captured' and not exists
                 (select 1 from delivery d where d.event_id = o.id and d.consumer = 'totals')) as lost,
               (select gift_count from campaign_total where campaign_id = ${campaign.id})::bigint as gifts,
               (select raised_minor from campaign_total where campaign_id = ${campaign.id}) as raised,
               (select count(*) from message) as receipts`,
  );
  return row;
};

const settled = async () => {
  await settleConsumers(ctx);
  return books();
};

test.each([
  ["before a statement is executed", false],
  ["just after one, with its answer lost", true],
])("wherever a pass dies, %s, the next one counts every gift once", async (_when, isSent) => {
  const before = await books();
  let given = 0n;
  for (let after = 0; ; after++) {
    expect(after).toBeLessThan(TRIPS_MAX);
    await giveGift(bench, { giftMinor: "50000" });
    given += 1n;
    const trouble = { after, isSent, survives: false };
    const pass = await runMortal(ctx, provider, { trouble, script: {} }, runConsumers);
    const gifts = (before?.["gifts"] ?? 0n) + given;
    const right = {
      unrelayed: 0n,
      undelivered: 0n,
      lost: 0n,
      gifts,
      raised: gifts * 50_000n,
      receipts: gifts,
    };
    // The server may need a moment to see that the dead one's connection is gone; until then its claims stand.
    await expect.poll(settled, { timeout: PATIENCE_MS, message: `died at trip ${after}` }).toEqual(right);
    if (pass.kind === "done") return;
  }
});
