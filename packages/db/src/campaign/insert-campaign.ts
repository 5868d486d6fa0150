import type { CampaignKind, CampaignStatus } from "@careforall/domain/campaign";
import type { Currency } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

export type NewCampaign = {
  readonly id: string;
  readonly slug: string;
  readonly kind: CampaignKind;
  readonly status: CampaignStatus;
  readonly currency: Currency;
  readonly goalMinor: bigint;
  /** Gifts offered on the form, in minor units, smallest first. */
  readonly suggestedMinor: readonly bigint[];
  readonly organiserName: string;
  readonly beneficiaryName: string;
  readonly place: string;
  /** The language that the organiser wrote in. */
  readonly locale: Locale;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly createdAt: Date;
  /** One per language, the organiser's own among them. */
  readonly texts: readonly NewCampaignText[];
};

export type NewCampaignText = {
  readonly locale: Locale;
  readonly title: string;
  readonly summary: string;
  /** Markdown. */
  readonly story: string;
  readonly costs: readonly { readonly label: string; readonly amountMinor: bigint }[];
};

/** Writes a campaign with its texts. The slug is unique: a second campaign under it is refused by the database. */
export async function insertCampaign(tx: Tx, campaign: NewCampaign): Promise<void> {
  await tx.query(
    sql`insert into campaign (id, slug, kind, status, currency, goal_minor, suggested_minor, organiser_name,
          beneficiary_name, place, locale, starts_at, ends_at, created_at)
        values (${campaign.id}, ${campaign.slug}, ${campaign.kind}, ${campaign.status}, ${campaign.currency},
          ${campaign.goalMinor}, ${campaign.suggestedMinor.map(String)}, ${campaign.organiserName},
          ${campaign.beneficiaryName}, ${campaign.place}, ${campaign.locale}, ${campaign.startsAt}, ${campaign.endsAt},
          ${campaign.createdAt})`,
  );
  const texts = campaign.texts.map(({ costs, ...text }) => ({
    ...text,
    costs: costs.map(({ label, amountMinor }) => ({ label, amountMinor: `${amountMinor}` })),
  }));
  await tx.query(
    sql`insert into campaign_text (campaign_id, locale, title, summary, story, costs)
        select ${campaign.id}, locale, title, summary, story, costs
        from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb)
          as text(locale text, title text, summary text, story text, costs jsonb)`,
  );
}
