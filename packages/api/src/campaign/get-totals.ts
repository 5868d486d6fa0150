import { type Db, sql } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import type { Totals } from "./campaign.view.ts";
import { zSlug } from "./get-campaign.ts";
import { type CampaignRow, totalsOf } from "./read-campaigns.ts";

export const zGetTotals = z.strictObject({ slug: zSlug });

/** The public total of a campaign: three rows by their keys, never a sum over gifts. */
export const getTotals = async (
  ctx: Pick<Context, "db">,
  input: z.input<typeof zGetTotals>,
): Promise<Totals> => (await readTotals(ctx.db, zGetTotals.parse(input).slug)).totals;

export async function readTotals(db: Db, slug: string): Promise<{ campaignId: string; totals: Totals }> {
  const [row] = await db.query<Parameters<typeof totalsOf>[0] & Pick<CampaignRow, "id">>(
    sql`select c.id, c.currency, c.goal_minor as "goalMinor", c.created_at as "createdAt",
               s.raised_minor as "raisedMinor", s.gift_count as "giftCount", s.version, s.updated_at as "updatedAt",
               (select caught_up_at from consumer_progress where consumer = 'totals') as "caughtUpAt"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.slug = ${slug} and c.status in ('active', 'closing', 'completed', 'expired')`,
  );
  if (row === undefined) throw new AppError("not_found", "campaign.not_found", "There is no such campaign.");
  return { campaignId: row.id, totals: totalsOf(row) };
}
