import { storeCampaign } from "../../packages/api/src/campaign/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { LOCALES } from "../../packages/domain/src/shared/index.ts";
import { POISHA_PER_TAKA, type SeedCampaign } from "./campaign.ts";
import { repeatableIds } from "./repeatable.ts";

/** Writes the campaigns that are not there, with their texts; the others stay as their organisers left them. */
export async function writeCampaigns(db: Db, campaigns: readonly SeedCampaign[]): Promise<void> {
  const found = await db.prisma.campaign.findMany({ select: { slug: true } });
  const known = new Set(found.map(({ slug }) => slug));
  for (const campaign of campaigns) if (!known.has(campaign.slug)) await writeCampaign(db, campaign);
}

async function writeCampaign(db: Db, campaign: SeedCampaign): Promise<void> {
  const { slug, kind, locale, organiser, beneficiary, place, goal, suggested, endsAt } = campaign;
  const at = new Date(campaign.createdAt);
  // The campaign's id is the first: covers are drawn from it.
  const newId = repeatableIds(`campaign/${slug}`, at);
  await storeCampaign(
    { db, newId: newId, origin: { requestId: null, traceparent: null }, at },
    {
      id: newId(),
      slug,
      kind,
      locale,
      status: "active",
      currency: "BDT",
      goalMinor: goal * POISHA_PER_TAKA,
      suggestedMinor: suggested.map((taka) => taka * POISHA_PER_TAKA),
      organiserName: organiser,
      beneficiaryName: beneficiary,
      place,
      startsAt: new Date(campaign.startsAt),
      endsAt: endsAt === null ? null : new Date(endsAt),
      createdAt: at,
      texts: LOCALES.map((language) => ({
        locale: language,
        title: campaign.title[language],
        summary: campaign.summary[language],
        story: campaign.story[language],
        costs: campaign.costs.map(({ label, amount }) => ({
          label: label[language],
          amountMinor: amount * POISHA_PER_TAKA,
        })),
      })),
    },
  );
}
