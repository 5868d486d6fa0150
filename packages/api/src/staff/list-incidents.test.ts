import { sql } from "@careforall/db/client";
import { noteIncident } from "@careforall/db/shield";
import { afterAll, expect, test } from "vitest";
import { sealCursor } from "../cursor/index.ts";
import { createTestCampaign, createTestContext } from "../testing/index.ts";
import { listIncidents } from "./index.ts";

const bench = await createTestContext();
const { ctx, campaign } = bench;
afterAll(bench.drop);

const NOTED = { scope: "device", kind: "tries", action: "challenged", tries: 5, declines: 0 } as const;

test("incidents are listed newest first, each once, page after page, by whom, why, what was done and campaign", async () => {
  const other = await createTestCampaign(ctx.db);
  // Two of each moment, and moments that differ by microseconds alone.
  await ctx.db.query(
    sql`insert into giving_incident
          (scope, key, kind, action, hour, campaign_id, first_at, last_at, count, tries, declines)
        select 'email', 'mark-' || n, 'declines', case when n % 2 = 0 then 'refused' else 'challenged' end,
               date_trunc('hour', now(), 'UTC'), ${campaign.id}, now() - interval '2 hours',
               now() - interval '1 hour' - (n / 2) * interval '1 microsecond', n, 9, 5
        from generate_series(1, 60) n`,
  );
  await noteIncident(ctx.db, { ...NOTED, key: "one-browser", campaignId: other.id });
  await noteIncident(ctx.db, { ...NOTED, key: "one-browser", campaignId: other.id, tries: 7 });

  const first = await listIncidents(ctx, {});
  expect(first.items[0]).toEqual({
    ...NOTED,
    key: "one-browser",
    campaignSlug: other.slug,
    firstAt: expect.any(Date),
    lastAt: expect.any(Date),
    count: 2,
    tries: 7,
  });
  expect(first.items).toHaveLength(50);
  const second = await listIncidents(ctx, { after: first.next ?? "" });
  expect(second).toMatchObject({ next: null, items: { length: 11 } });
  const counts = [...first.items, ...second.items].slice(1).map(({ count }) => count);
  expect(new Set(counts).size).toBe(60);
  // Of each moment two, in either order.
  expect(counts.map((n) => Math.floor(n / 2))).toEqual(
    counts.map((n) => Math.floor(n / 2)).toSorted((a, b) => a - b),
  );

  expect((await listIncidents(ctx, { action: "refused" })).items).toHaveLength(30);
  expect((await listIncidents(ctx, { kind: "tries", scope: "device" })).items).toHaveLength(1);
  expect((await listIncidents(ctx, { key: "mark-7" })).items).toMatchObject([{ count: 7 }]);
  expect((await listIncidents(ctx, { campaign: other.slug, scope: "email" })).items).toEqual([]);
});

const PLACE = JSON.stringify([
  "2026-11-22T10:00:00.000000Z",
  "email",
  "k",
  "tries",
  "noted",
  "2026-11-22T10:00:00Z",
]);

test("a place that we wrote is taken", async () => {
  const after = sealCursor(ctx, { name: "incidents" }, PLACE);
  await expect(listIncidents(ctx, { after })).resolves.toHaveProperty("items");
});

test.each([
  ["rubbish", "rubbish"],
  ["without our signature", Buffer.from(PLACE).toString("base64url")],
  ["of another list", sealCursor(ctx, { name: "audit" }, PLACE)],
])("a place in the list that is none of ours is refused: %s", async (_what, after) => {
  await expect(listIncidents(ctx, { after })).rejects.toMatchObject({ code: "input.invalid_cursor" });
});
