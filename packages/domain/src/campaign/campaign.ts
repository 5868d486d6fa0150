import type { Currency } from "../money/index.ts";
import type { CampaignStatus } from "./kind.ts";

/** What a decision needs to know about a campaign. */
export type Campaign = {
  readonly id: string;
  readonly status: CampaignStatus;
  readonly currency: Currency;
  readonly endsAt: Date | null;
};

/** Only an active campaign before its end takes new pledges; money that is already on its way is always credited. */
export const takesPledges = (campaign: Campaign, at: Date): boolean =>
  campaign.status === "active" && (campaign.endsAt === null || at.getTime() < campaign.endsAt.getTime());
