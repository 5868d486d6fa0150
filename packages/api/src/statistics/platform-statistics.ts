import { sumTotals } from "@careforall/db/totals";
import { zCurrency } from "@careforall/domain/money";
import { zAmountMinor } from "@careforall/domain/shared";
import * as z from "zod";
import { type Context, sharedRead } from "../context/index.ts";

export const zPlatformStatistics = z.object({
  /** One entry per currency: amounts of different currencies are never added up. */
  items: z.array(
    z.object({
      currency: zCurrency,
      raisedMinor: zAmountMinor,
      /** Gift parts of promises that are on their way: neither captured nor failed. */
      pendingMinor: zAmountMinor,
      giftCount: z.int().nonnegative(),
      /** Different people with a gift standing in this currency. */
      donorCount: z.int().nonnegative(),
      campaignCount: z.int().nonnegative(),
    }),
  ),
});

/** What was raised on the whole platform, from the totals of the campaigns (never from the gifts). */
export const getPlatformStatistics = (ctx: Context): Promise<z.output<typeof zPlatformStatistics>> =>
  sharedRead(ctx.db, "statistics.platform", {}, () => readStatistics(ctx));

async function readStatistics(ctx: Context): Promise<z.output<typeof zPlatformStatistics>> {
  const rows = await sumTotals(ctx.db);
  return {
    items: rows.map((row) => ({
      currency: zCurrency.parse(row.currency),
      raisedMinor: `${row.raisedMinor}`,
      pendingMinor: `${row.pendingMinor}`,
      giftCount: Number(row.giftCount),
      donorCount: row.donorCount,
      campaignCount: Number(row.campaignCount),
    })),
  };
}
