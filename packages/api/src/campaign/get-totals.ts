import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { totalsOf } from "./campaign-card.ts";
import type { Totals } from "./campaign.view.ts";
import { zSlug } from "./get-campaign.ts";

export const zGetTotals = z.strictObject({ slug: zSlug });

/** What a campaign has raised, and as of when. */
export const getTotals = async (
  ctx: Pick<Context, "totals">,
  input: z.input<typeof zGetTotals>,
): Promise<Totals> => (await readTotals(ctx, zGetTotals.parse(input).slug)).totals;

export async function readTotals(
  ctx: Pick<Context, "totals">,
  slug: string,
): Promise<{ campaignId: string; totals: Totals }> {
  const row = await ctx.totals.read(slug);
  if (row === null) throw new AppError("not_found", "campaign.not_found", "There is no such campaign.");
  return { campaignId: row.id, totals: totalsOf(row) };
}
