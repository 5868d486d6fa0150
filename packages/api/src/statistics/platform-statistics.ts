import { sql } from "@careforall/db/client";
import { zCurrency } from "@careforall/domain/money";
import { zAmountMinor } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";

export const zPlatformStatistics = z.object({
  /** One entry per currency: amounts of different currencies are never added up. */
  items: z.array(
    z.object({
      currency: zCurrency,
      raisedMinor: zAmountMinor,
      giftCount: z.int().nonnegative(),
      campaignCount: z.int().nonnegative(),
    }),
  ),
});

type Row = { currency: string; raisedMinor: bigint; giftCount: bigint; campaignCount: bigint };

/** What was raised on the whole platform, from the totals of the campaigns (never from the gifts). */
export async function getPlatformStatistics(ctx: Context): Promise<z.output<typeof zPlatformStatistics>> {
  const rows = await ctx.db.query<Row>(
    sql`select c.currency, coalesce(sum(s.raised_minor), 0)::bigint as "raisedMinor",
               coalesce(sum(s.gift_count), 0)::bigint as "giftCount", count(*) as "campaignCount"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.status in ('active', 'closing', 'completed', 'expired')
        group by c.currency order by c.currency`,
  );
  return {
    items: rows.map((row) => ({
      currency: zCurrency.parse(row.currency),
      raisedMinor: `${row.raisedMinor}`,
      giftCount: Number(row.giftCount),
      campaignCount: Number(row.campaignCount),
    })),
  };
}
