import { readCampaigns, readTopCampaigns, TOP_ORDERS } from "@careforall/db/campaign";
import { zCampaignKind } from "@careforall/domain/campaign";
import { zCurrency } from "@careforall/domain/money";
import { zLocale, zText } from "@careforall/domain/shared";
import * as z from "zod";
import { type Context, sharedRead } from "../context/index.ts";
import { readCursor, writeCursor, zCursor } from "../cursor/index.ts";
import { zCampaignCard } from "./campaign.view.ts";
import { cardOf } from "./campaign-card.ts";

const LIST = { name: "campaigns" } as const;

export const LIST_LIMIT_MAX = 100;
export const zLimit = z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(20);

export const zListCampaigns = z.strictObject({
  locale: zLocale.default("en"),
  kind: zCampaignKind.optional(),
  q: zText.trim().min(1).max(100).optional(),
  limit: zLimit,
  after: zCursor.optional(),
});

export const zCampaignList = z.object({ items: z.array(zCampaignCard), next: z.string().nullable() });

/** Public campaigns, newest first. */
export async function listCampaigns(
  ctx: Context,
  input: z.input<typeof zListCampaigns>,
): Promise<z.output<typeof zCampaignList>> {
  const asked = zListCampaigns.parse(input);
  return sharedRead(ctx.db, "campaign.list", asked, () => readList(ctx, asked));
}

async function readList(
  ctx: Context,
  { locale, kind, q, limit, after }: z.output<typeof zListCampaigns>,
): Promise<z.output<typeof zCampaignList>> {
  const rows = await readCampaigns(ctx.db, {
    locale,
    kind: kind ?? null,
    search: q ?? null,
    after: readCursor(ctx, LIST, after),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(cardOf),
    next: rows.length > limit && last !== undefined ? writeCursor(ctx, LIST, last) : null,
  };
}

export const zListTop = z
  .strictObject({
    locale: zLocale.default("en"),
    limit: zLimit,
    by: z.enum(TOP_ORDERS).default("gifts"),
    currency: zCurrency.optional(),
  })
  .refine(({ by, currency }) => by !== "raised" || currency !== undefined, {
    path: ["currency"],
    message: "Amounts of different currencies have no order: name one.",
  });

/**
 * Active campaigns with the most money in a currency (`raised`), nearest to or furthest past their goal (`progress`),
 * or with the most gifts (`gifts`). Shares and numbers compare across currencies, amounts do not: `raised` without a
 * currency is refused as `input.invalid`.
 */
export async function listTopCampaigns(
  ctx: Context,
  input: z.input<typeof zListTop>,
): Promise<z.output<typeof zCampaignList>> {
  const asked = zListTop.parse(input);
  return sharedRead(ctx.db, "campaign.top", asked, () => readTop(ctx, asked));
}

async function readTop(
  ctx: Context,
  { locale, limit, by, currency }: z.output<typeof zListTop>,
): Promise<z.output<typeof zCampaignList>> {
  const rows = await readTopCampaigns(ctx.db, { by, currency: currency ?? null, locale, limit });
  return { items: rows.map(cardOf), next: null };
}
