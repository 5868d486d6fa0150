import type { DomainEvent } from "../shared/index.ts";
import { type Campaign, takesPledges } from "./campaign.ts";
import { campaignClosing, campaignCompleted, campaignExpired } from "./campaign.events.ts";

const HOUR_MS = 3_600_000;

/** How long a campaign that has ended waits for slow payments before its result is final. */
export const CLOSING_MS = 48 * HOUR_MS;

/** A campaign with what it has raised by a total that has seen everything up to `seenUpTo`. */
export type CampaignInLife = Campaign & {
  /** `endsAt` plus CLOSING_MS; null without an end. */
  readonly closesAt: Date | null;
  readonly goalMinor: bigint;
  readonly raisedMinor: bigint;
  readonly giftCount: number;
  /** Null while no total has ever been folded. */
  readonly seenUpTo: Date | null;
};

export type LifeStep = {
  readonly to: "closing" | "completed" | "expired";
  readonly cause: "end_date" | "closing_over";
  readonly event: DomainEvent;
};

/**
 * What time has made of a campaign: active → closing at its end → completed when it raised its goal, else expired,
 * 48 hours later. One step per call; null = nothing is due. The result waits for a total that has seen every gift of
 * the closing time, so that a stopped worker cannot call a reached goal missed.
 */
export function nextLifeStep(campaign: CampaignInLife, at: Date): LifeStep | null {
  const { endsAt, closesAt, status } = campaign;
  if (endsAt === null || closesAt === null || at.getTime() < endsAt.getTime()) return null;
  if (status === "active") {
    const times = { endsAt: endsAt.toISOString(), closesAt: closesAt.toISOString() };
    return { to: "closing", cause: "end_date", event: campaignClosing.create(campaign.id, times) };
  }
  if (status !== "closing" || at.getTime() < closesAt.getTime()) return null;
  if (campaign.seenUpTo === null || campaign.seenUpTo.getTime() < closesAt.getTime()) return null;
  const isReached = campaign.raisedMinor >= campaign.goalMinor;
  const result = {
    currency: campaign.currency,
    goalMinor: `${campaign.goalMinor}`,
    raisedMinor: `${campaign.raisedMinor}`,
    giftCount: campaign.giftCount,
  };
  return {
    to: isReached ? "completed" : "expired",
    cause: "closing_over",
    event: (isReached ? campaignCompleted : campaignExpired).create(campaign.id, result),
  };
}

/** Why money of a gift counts as late; it is credited all the same, and nobody needs to decide anything. */
export type LateReason = "campaign_closed";

/** Whether money captured now comes after the campaign stopped taking gifts. */
export const latenessOf = (campaign: Campaign, at: Date): LateReason | null =>
  takesPledges(campaign, at) ? null : "campaign_closed";
