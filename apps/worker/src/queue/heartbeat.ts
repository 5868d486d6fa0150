import { setInterval as every } from "node:timers/promises";
import type { Context } from "@careforall/api/context";
import { beat, findSilentPools, forgetPool, forgetSilentPools } from "@careforall/db/worker";
import type { WorkerUtils } from "graphile-worker";

const BEAT_MS = 5_000;
/** Three missed beats: the pool is dead or frozen, and its jobs are given to others. */
const SILENT_MS = 15_000;

export type Heartbeat = { stop(): Promise<void> };

/**
 * Gives a sign of life and releases the locks of pools that gave none. Without it, a killed worker's jobs would stay
 * locked for four hours (Graphile Worker's own limit).
 */
export async function startHeartbeat(ctx: Context, poolId: string, tools: WorkerUtils): Promise<Heartbeat> {
  const stopping = new AbortController();
  await beat(ctx.db, poolId);

  const pass = async (): Promise<void> => {
    await beat(ctx.db, poolId);
    await forgetSilentPools(ctx.db, SILENT_MS);
    const silent = await findSilentPools(ctx.db, SILENT_MS);
    if (silent.length === 0) return;
    ctx.log.warn({ silent }, "releasing the jobs of silent worker pools");
    await tools.forceUnlockWorkers([...silent]);
  };

  const run = async (): Promise<void> => {
    try {
      for await (const _tick of every(BEAT_MS, undefined, { signal: stopping.signal })) {
        await pass().catch((error: unknown) => ctx.log.warn({ err: error }, "a heartbeat failed"));
      }
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    }
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      await running;
      await forgetPool(ctx.db, poolId);
    },
  };
}
