import { createDb, sql } from "@careforall/db/client";
import { expect, test } from "vitest";
import { createTestContext } from "./index.ts";

test("a test file that leaves a wrong database fails when it drops it, and the database is gone all the same", async () => {
  const { ctx, campaign, drop } = await createTestContext();
  await ctx.db.prisma.campaignTotal.create({
    data: {
      campaignId: campaign.id,
      currency: campaign.currency,
      goalMinor: 1_000n,
      raisedMinor: 1n,
      giftCount: 1,
      capturedMinor: 1n,
      capturedCount: 1,
      updatedAt: new Date(),
    },
  });

  await expect(drop()).rejects.toThrow(/I-06 A campaign's figures/);

  const gone = createDb(ctx.db.url);
  await expect(gone.query(sql`select 1`)).rejects.toThrow(/does not exist/);
  await gone.close();
});
