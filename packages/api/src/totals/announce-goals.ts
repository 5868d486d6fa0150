import type { Tx } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { noteGoalsReached } from "@careforall/db/totals";
import { campaignGoalReached } from "@careforall/domain/campaign";
import { zCurrency } from "@careforall/domain/money";
import type { Context } from "../context/index.ts";

/** Announces each of these campaigns that has just passed its goal: once per campaign, with the fold that did it. */
export async function announceGoals(
  ctx: Pick<Context, "newId" | "origin">,
  tx: Tx,
  campaignIds: readonly string[],
): Promise<void> {
  const reached = await noteGoalsReached(tx, campaignIds);
  const events = reached.map(({ campaignId, currency, goalMinor, raisedMinor, giftCount }) => ({
    ...campaignGoalReached.create(campaignId, {
      currency: zCurrency.parse(currency),
      goalMinor: `${goalMinor}`,
      raisedMinor: `${raisedMinor}`,
      giftCount,
    }),
    id: ctx.newId(),
  }));
  await appendEvents(tx, events, ctx.origin);
}
