import { afterAll, expect, test } from "vitest";
import { createDb } from "../client/index.ts";
import { createTestDatabase } from "../testing/index.ts";
import { TOP_ORDERS, topStatement } from "./read-top.ts";

const database = await createTestDatabase();
const db = createDb(database.url);
afterAll(async () => {
  await db.close();
  await database.drop();
});

const INDEX = {
  raised: "campaign_total_currency_raised_minor_campaign_id_idx",
  progress: "campaign_total_by_progress",
  gifts: "campaign_total_gift_count_campaign_id_idx",
} as const;

test.each(TOP_ORDERS)("the order by %s walks its index and sorts nothing", async (by) => {
  const client = await db.pool.connect();
  try {
    // An empty table is read as a whole; the planner is asked what it could do instead.
    await client.query("begin; set local enable_seqscan = off; set local enable_sort = off");
    const { text, values } = topStatement(by, by === "raised" ? "BDT" : null, 3);
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain ${text}`, [...values]);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain(INDEX[by]);
    expect(plan).not.toMatch(/^\s*(?:->\s+)?(?:Incremental )?Sort/m);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
