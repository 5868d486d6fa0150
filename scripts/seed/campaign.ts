import type { CampaignKind } from "../../packages/domain/src/campaign/index.ts";
import { assert, type Locale } from "../../packages/domain/src/shared/index.ts";

/** One thing in three languages. */
export type Words = Readonly<Record<Locale, string>>;

/** A campaign as its organiser wrote it. Amounts are whole taka. */
export type SeedCampaign = {
  readonly slug: string;
  readonly kind: CampaignKind;
  /** The language that the organiser wrote in; the others are translations. */
  readonly locale: Locale;
  readonly organiser: string;
  readonly beneficiary: string;
  readonly place: string;
  /** ISO 8601 with zone. */
  readonly createdAt: string;
  readonly startsAt: string;
  /** Null: it goes on. */
  readonly endsAt: string | null;
  readonly goal: bigint;
  readonly suggested: readonly bigint[];
  readonly title: Words;
  readonly summary: Words;
  /** Markdown, 120 to 220 words. */
  readonly story: Words;
  /** What the money pays for; adds up to the goal. */
  readonly costs: readonly { readonly label: Words; readonly amount: bigint }[];
};

export const POISHA_PER_TAKA = 100n;

/** Refuses a campaign whose costs and goal tell two stories. */
export function checked(campaign: SeedCampaign): SeedCampaign {
  const sum = campaign.costs.reduce((before, { amount }) => before + amount, 0n);
  assert(
    sum === campaign.goal,
    `the costs of ${campaign.slug} add up to its goal (${sum} and ${campaign.goal})`,
  );
  return campaign;
}
