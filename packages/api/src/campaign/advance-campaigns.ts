import { findOverdueCampaigns, lockCampaignInLife, saveLifeStep } from "@careforall/db/campaign";
import { withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { CLOSING_MS, nextLifeStep } from "@careforall/domain/campaign";
import type { Context } from "../context/index.ts";

/** One pass; more are due only after a long silence, and the next pass takes them. */
const BATCH_SIZE = 100;

/**
 * Lets time pass for campaigns: closes those whose end has come, and gives those a result that have waited for slow
 * payments long enough. Answers how many steps were taken. One campaign's trouble does not stop the others.
 */
export async function advanceCampaigns(ctx: Context): Promise<number> {
  const overdue = await findOverdueCampaigns(ctx.db, {
    at: ctx.at ?? null,
    closingMs: CLOSING_MS,
    limit: BATCH_SIZE,
  });
  let steps = 0;
  for (const { id } of overdue) {
    try {
      if (await advanceCampaign(ctx, id)) steps++;
    } catch (error) {
      ctx.log.error({ campaignId: id, err: error }, "a campaign could not be advanced");
    }
  }
  if (steps > 0) ctx.wake("outbox");
  return steps;
}

const advanceCampaign = (ctx: Context, id: string): Promise<boolean> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const campaign = await lockCampaignInLife(tx, id, CLOSING_MS);
      const step = campaign === null ? null : nextLifeStep(campaign, tx.at);
      if (campaign === null || step === null) return false;
      await saveLifeStep(tx, campaign, step, ctx.origin.requestId);
      await appendEvents(tx, [{ ...step.event, id: ctx.newId() }], ctx.origin);
      return true;
    },
    { at: ctx.at },
  );
