import type { Context } from "@careforall/api/context";
import { insertDeadJob } from "@careforall/db/dead-letter";
import { isRetryable } from "@careforall/domain/shared";
import type { JobHelpers, Task } from "graphile-worker";
import type * as z from "zod";

/** Payloads carry ids, never state: the task reads the truth again. */
export type TaskDefinition<Payload> = {
  readonly payload: z.ZodType<Payload>;
  readonly run: (ctx: Context, payload: Payload, job: { readonly isLastTry: boolean }) => Promise<void>;
};

/**
 * Wraps a task for the queue: parses the payload, rethrows what is worth a retry, and puts what is not, or what failed
 * for the last time, into the dead letters and ends the job. A job never vanishes and never blocks others.
 */
export function toTask<Payload>(ctx: Context, definition: TaskDefinition<Payload>): Task {
  return async (raw: unknown, helpers: JobHelpers) => {
    const { job } = helpers;
    const isLastTry = job.attempts >= job.max_attempts;
    try {
      await definition.run(ctx, definition.payload.parse(raw), { isLastTry });
    } catch (error) {
      if (isRetryable(error) && !isLastTry) throw error;
      ctx.log.error({ jobId: job.id, attempts: job.attempts, err: error }, "a job goes to the dead letters");
      await insertDeadJob(ctx.db, {
        id: ctx.newId(),
        jobId: job.id,
        task: job.task_identifier,
        jobKey: job.key,
        maxAttempts: job.max_attempts,
        error: error instanceof Error ? error.message : String(error),
        attempts: job.attempts,
        payload: JSON.stringify(raw),
      });
    }
  };
}
