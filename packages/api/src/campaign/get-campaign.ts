import { isCurrency } from "@careforall/domain/money";
import { PUBLIC_CAMPAIGN_STATUSES } from "@careforall/domain/campaign";
import { AppError, assert, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { type CampaignPage, zCampaignPage } from "./campaign.view.ts";
import { cardOf } from "./read-campaigns.ts";

export const zSlug = z.string().min(1).max(120);
export const zGetCampaign = z.strictObject({ slug: zSlug, locale: zLocale.default("en") });

/** A public campaign with all its words; 404 `campaign.not_found` for drafts, archived ones and none. */
export async function getCampaign(ctx: Context, input: z.input<typeof zGetCampaign>): Promise<CampaignPage> {
  const { slug, locale } = zGetCampaign.parse(input);
  const [row, progress] = await Promise.all([
    ctx.db.prisma.campaign.findFirst({
      where: { slug, status: { in: [...PUBLIC_CAMPAIGN_STATUSES] } },
      include: { texts: true, total: true },
    }),
    ctx.db.prisma.consumerProgress.findUnique({ where: { consumer: "totals" } }),
  ]);
  if (row === null) throw new AppError("not_found", "campaign.not_found", "There is no such campaign.");
  const text =
    row.texts.find((one) => one.locale === locale) ??
    row.texts.find((one) => one.locale === row.locale) ??
    row.texts[0];
  assert(text !== undefined && isCurrency(row.currency), "a public campaign has a text and a known currency");
  const card = cardOf({
    ...row,
    title: text.title,
    summary: text.summary,
    raisedMinor: row.total?.raisedMinor ?? null,
    giftCount: row.total?.giftCount ?? null,
    version: row.total?.version ?? null,
    updatedAt: row.total?.updatedAt ?? null,
    caughtUpAt: progress?.caughtUpAt ?? null,
  });
  return {
    ...card,
    textLocale: zLocale.parse(text.locale),
    story: text.story,
    costs: zCampaignPage.shape.costs.parse(text.costs),
    suggestedMinor: row.suggestedMinor.map((amount) => `${amount}`),
  };
}
