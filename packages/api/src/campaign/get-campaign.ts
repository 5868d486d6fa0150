import { isCurrency } from "@careforall/domain/money";
import { PUBLIC_CAMPAIGN_STATUSES } from "@careforall/domain/campaign";
import { AppError, assert, zLocale, zText } from "@careforall/domain/shared";
import * as z from "zod";
import { type Context, sharedRead } from "../context/index.ts";
import { type CampaignPage, zCampaignPage } from "./campaign.view.ts";
import { cardOf } from "./campaign-card.ts";

export const zSlug = zText.min(1).max(120);
export const zGetCampaign = z.strictObject({ slug: zSlug, locale: zLocale.default("en") });

/** A public campaign with all its words; 404 `campaign.not_found` for drafts, archived ones and none. */
export async function getCampaign(ctx: Context, input: z.input<typeof zGetCampaign>): Promise<CampaignPage> {
  const asked = zGetCampaign.parse(input);
  return sharedRead(ctx.db, "campaign.get", asked, () => readCampaign(ctx, asked));
}

async function readCampaign(
  ctx: Context,
  { slug, locale }: z.output<typeof zGetCampaign>,
): Promise<CampaignPage> {
  const [row, totals, pause] = await Promise.all([
    ctx.db.prisma.campaign.findFirst({
      where: { slug, status: { in: [...PUBLIC_CAMPAIGN_STATUSES] } },
      include: { texts: true },
    }),
    ctx.totals.read(slug),
    ctx.db.prisma.consumerPause.findFirst({ where: { consumer: "totals", resumedAt: null } }),
  ]);
  if (row === null || totals === null)
    throw new AppError("not_found", "campaign.not_found", "There is no such campaign.");
  const text = textFor(locale, row);
  assert(text !== undefined && isCurrency(row.currency), "a public campaign has a text and a known currency");
  const card = cardOf({
    ...totals,
    ...row,
    title: text.title,
    summary: text.summary,
    textLocale: text.locale,
  });
  return {
    ...card,
    story: text.story,
    costs: zCampaignPage.shape.costs.parse(text.costs),
    suggestedMinor: row.suggestedMinor.map((amount) => `${amount}`),
    isTotalBehind: pause !== null || Date.now() - Date.parse(card.totals.asOf) > BEHIND_MS,
  };
}

/** A worker that is well notes its progress four times a second; a busy one says nothing for some seconds. */
const BEHIND_MS = 60_000;

/** The reader's language, else the organiser's, else any. */
const textFor = <Text extends { readonly locale: string }>(
  locale: string,
  campaign: { readonly locale: string; readonly texts: readonly Text[] },
): Text | undefined =>
  campaign.texts.find((text) => text.locale === locale) ??
  campaign.texts.find((text) => text.locale === campaign.locale) ??
  campaign.texts[0];
