import { withTransaction, type Tx } from "@careforall/db/client";
import {
  type DeadJob,
  type DeadSource,
  type Fate,
  insertReplay,
  lockDeliveryFate,
  lockJobFate,
  lockNoticeFate,
  reviveDelivery,
  reviveJob,
  reviveNotice,
} from "@careforall/db/dead-letter";
import { lockMessageState, requeueMessage } from "@careforall/db/message";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { SEND_MESSAGE_TASK } from "../message/index.ts";

/** Who replays and why: kept for ever beside what had happened. */
export const zReplayCause = z.strictObject({
  who: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(500),
});
export type ReplayCause = z.output<typeof zReplayCause>;

/** What a replay needs of a context; a command has no more. */
export type ReplayContext = Pick<Context, "db" | "log" | "newId" | "origin" | "actor" | "wake">;

export type DeadLetterName = { readonly source: DeadSource; readonly id: string };

/**
 * Makes a dead letter due again with all its tries before it, and keeps who did it and why, in one transaction. It acts
 * under the keys it always had (inbox row, delivery, message), so it cannot apply twice. Refuses with
 * `dead_letter.not_found`, `dead_letter.already_done` and `dead_letter.still_waiting`,
 * `dead_letter.unreadable`; nothing is changed then.
 */
export async function replayDeadLetter(
  ctx: ReplayContext,
  { source, id: sourceId }: DeadLetterName,
  cause: ReplayCause,
): Promise<void> {
  const { who, reason } = zReplayCause.parse(cause);
  await withTransaction(ctx.db, async (tx) => {
    const { fate, revive } = await REVIVALS[source](tx, sourceId);
    const deadAt = diedAt(fate, { source, id: sourceId });
    const { error, attempts } = fate;
    await insertReplay(tx, {
      id: ctx.newId(),
      source,
      sourceId,
      who,
      reason,
      error,
      attempts,
      deadAt,
    });
    await revive();
    await appendAudit(tx, ctx, {
      action: "dead_letter.replay",
      subject: { type: "dead_letter", id: `${source}/${sourceId}` },
      before: { state: "dead", attempts, deadAt: deadAt.toISOString() },
      after: { state: "waiting" },
      reason,
      by: who,
    });
  });
  ctx.wake(source === "inbox" ? "inbox" : "outbox");
  ctx.log.info({ source, sourceId, who, reason }, "a dead letter is played again");
}

type Revival = { readonly fate: Fate; readonly revive: () => Promise<void> };

/** How each source is locked and brought back. */
const REVIVALS: Record<DeadSource, (tx: Tx, id: string) => Promise<Revival>> = {
  inbox: async (tx, id) => ({
    fate: found(isUuid(id) ? await lockNoticeFate(tx, id) : null, { source: "inbox", id }),
    revive: () => reviveNotice(tx, id),
  }),
  delivery: async (tx, id) => {
    const [consumer = "", eventId = ""] = id.split("/");
    return {
      fate: found(isUuid(eventId) ? await lockDeliveryFate(tx, consumer, eventId) : null, {
        source: "delivery",
        id,
      }),
      revive: () => reviveDelivery(tx, consumer, eventId),
    };
  },
  job: async (tx, id) => {
    const job = found(await lockJobFate(tx, id), { source: "job", id });
    return { fate: await fateOfJob(tx, job), revive: () => reviveAny(tx, id, job) };
  },
};

/** A message that reached its donor on another way must not be sent again, whatever its job's dead letter says. */
async function fateOfJob(tx: Tx, job: DeadJob): Promise<Fate> {
  if (job.state !== "dead" || job.task !== SEND_MESSAGE_TASK) return job;
  const state = await lockMessageState(tx, messageIdOf(job));
  return state === "sent" || state === "suppressed" ? { ...job, state: "done" } : job;
}

async function reviveAny(tx: Tx, id: string, job: DeadJob): Promise<void> {
  if (job.task === SEND_MESSAGE_TASK) await requeueMessage(tx, messageIdOf(job));
  await reviveJob(tx, id, job);
}

const zMessageJob = z.object({ messageId: z.uuid() });

/** Throws `dead_letter.unreadable`: a job that died of its payload would die of it again. */
function messageIdOf(job: DeadJob): string {
  const payload = zMessageJob.safeParse(JSON.parse(job.payload));
  if (payload.success) return payload.data.messageId;
  throw new AppError(
    "refused",
    "dead_letter.unreadable",
    `The job names no message, so it would fail again: ${job.error ?? "no reason was kept"}. Nothing was changed.`,
  );
}

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

function found<F extends Fate>(fate: F | null, { source, id }: DeadLetterName): F {
  if (fate !== null) return fate;
  throw new AppError("not_found", "dead_letter.not_found", `There is no ${source} with the id ${id}.`);
}

/** When it died; throws unless it is dead now. */
function diedAt({ state, deadAt }: Fate, { source, id }: DeadLetterName): Date {
  if (state === "dead" && deadAt !== null) return deadAt;
  if (state === "waiting") {
    throw new AppError(
      "refused",
      "dead_letter.still_waiting",
      `The ${source} ${id} still has tries before it. Nothing was changed.`,
    );
  }
  throw new AppError(
    "refused",
    "dead_letter.already_done",
    `The ${source} ${id} was done or played again already. Nothing was changed.`,
  );
}
