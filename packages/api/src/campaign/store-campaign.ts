import { insertCampaign, type NewCampaign } from "@careforall/db/campaign";
import { withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { campaignActivated, campaignCreated } from "@careforall/domain/campaign";
import type { Context } from "../context/index.ts";

/**
 * Writes a campaign, and tells that it is there and, unless it is a draft, that it takes gifts. Throws when the slug is
 * taken. The seed's way in; whoever may create campaigns calls it too.
 */
export async function storeCampaign(
  ctx: Pick<Context, "at" | "db" | "newId" | "origin">,
  campaign: NewCampaign,
): Promise<void> {
  const described = {
    kind: campaign.kind,
    currency: campaign.currency,
    goalMinor: `${campaign.goalMinor}`,
    startsAt: campaign.startsAt.toISOString(),
    endsAt: campaign.endsAt?.toISOString() ?? null,
  };
  const created = campaignCreated.create(campaign.id, described);
  const activated = campaign.status === "draft" ? [] : [campaignActivated.create(campaign.id, described)];
  const events = [created, ...activated].map((event) => ({ ...event, id: ctx.newId() }));
  await withTransaction(
    ctx.db,
    async (tx) => {
      await insertCampaign(tx, campaign);
      await appendEvents(tx, events, ctx.origin);
    },
    { at: ctx.at },
  );
}
