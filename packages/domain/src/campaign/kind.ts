import * as z from "zod";

/** What a campaign is for. Pots (birthdays) are a later kind: nothing but this list and its words knows kinds. */
export const CAMPAIGN_KINDS = ["medical", "education", "emergency", "long_term"] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];
export const zCampaignKind = z.enum(CAMPAIGN_KINDS);

/**
 * Where a campaign is in its life. `active` takes new gifts; `closing` waits for slow payments; `completed` and
 * `expired` are over; a campaign with money is archived, never deleted.
 */
export const CAMPAIGN_STATUSES = [
  "draft",
  "active",
  "closing",
  "completed",
  "expired",
  "cancelled",
  "archived",
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** The ones that a stranger may see. */
export const PUBLIC_CAMPAIGN_STATUSES = [
  "active",
  "closing",
  "completed",
  "expired",
] as const satisfies readonly CampaignStatus[];
