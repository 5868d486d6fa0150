import { listPublicGifts } from "@careforall/db/totals";
import { zCurrency } from "@careforall/domain/money";
import * as z from "zod";
import { type Context, sharedRead } from "../context/index.ts";
import { readCursor, writeCursor, zCursor } from "../cursor/index.ts";
import { zPublicGift } from "./campaign.view.ts";
import { zSlug } from "./get-campaign.ts";
import { readTotals } from "./get-totals.ts";
import { zLimit } from "./list-campaigns.ts";

export const zListDonations = z.strictObject({ slug: zSlug, limit: zLimit, after: zCursor.optional() });
export const zDonationList = z.object({ items: z.array(zPublicGift), next: z.string().nullable() });

/** The latest public gifts of a campaign. Who asked not to be named has no name in this table at all. */
export async function listDonations(
  ctx: Context,
  input: z.input<typeof zListDonations>,
): Promise<z.output<typeof zDonationList>> {
  const asked = zListDonations.parse(input);
  return sharedRead(ctx.db, "campaign.donations", asked, () => readDonations(ctx, asked));
}

async function readDonations(
  ctx: Context,
  { slug, limit, after }: z.output<typeof zListDonations>,
): Promise<z.output<typeof zDonationList>> {
  const list = { name: "public_gifts", of: slug } as const;
  const place = readCursor(ctx, list, after);
  const { campaignId } = await readTotals(ctx, slug);
  const rows = await listPublicGifts(ctx.db, { campaignId, after: place, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      ...row,
      amountMinor: `${row.amountMinor}`,
      currency: zCurrency.parse(row.currency),
      at: row.at.toISOString(),
    })),
    next:
      rows.length > limit && last !== undefined
        ? writeCursor(ctx, list, { createdAt: last.at, id: last.id })
        : null,
  };
}
