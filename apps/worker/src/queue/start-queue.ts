import { EventEmitter } from "node:events";
import type { Context } from "@careforall/api/context";
import { SEND_MESSAGE_TASK } from "@careforall/api/message";
import { assert } from "@careforall/domain/shared";
import { makeWorkerUtils, run, type WorkerEvents } from "graphile-worker";
import type { Mailer } from "../message/mailer.ts";
import { sendMessage } from "../message/send-message.ts";
import { toTask } from "./define-task.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { queueLogger } from "./queue-logger.ts";

const CONCURRENCY = 5;
const POLL_MS = 500;

export type Queue = {
  stop(): Promise<void>;
  /** Settles when the queue ends by itself, which it never should: the process must not live on without it. */
  readonly ended: Promise<unknown>;
};

/** Graphile Worker with our tasks. It carries messages; money effects never go through it. */
export async function startQueue(ctx: Context, mailer: Mailer): Promise<Queue> {
  const events: WorkerEvents = new EventEmitter();
  let poolId: string | undefined;
  events.on("pool:create", ({ workerPool }) => (poolId = workerPool.id));
  const logger = queueLogger(ctx.log);
  const runner = await run({
    // A pool of its own: ours reads int8 as bigint, which the queue would have to send back as JSON.
    connectionString: ctx.db.url,
    maxPoolSize: CONCURRENCY + 1,
    events,
    noHandleSignals: true,
    parsedCronItems: [],
    taskList: { [SEND_MESSAGE_TASK]: toTask(ctx, sendMessage(mailer)) },
    logger,
    preset: {
      worker: {
        concurrentJobs: CONCURRENCY,
        pollInterval: POLL_MS,
        // With the defaults a graceful stop leaves its last job locked for four hours.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  });
  assert(poolId !== undefined, "a running queue has a pool");
  const tools = await makeWorkerUtils({ connectionString: ctx.db.url, logger });
  const heartbeat = await startHeartbeat(ctx, poolId, tools);
  return {
    ended: runner.promise,
    stop: async () => {
      await runner.stop();
      await heartbeat.stop();
      await tools.release();
    },
  };
}
