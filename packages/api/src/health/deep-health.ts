import type { Db } from "@careforall/db/client";
import { type Lag, readLag } from "@careforall/db/outbox";

/** A worker that has given no sign of life for so long is down. */
const WORKER_SILENT_MS = 15_000;

export type DeepHealth = {
  readonly lag: Lag;
  readonly workers: readonly { readonly poolId: string; readonly seenAt: Date }[];
  /** What failed for the last time and waits for a person. */
  readonly dead: { readonly deliveries: number; readonly notices: number; readonly jobs: number };
  readonly openExceptions: number;
};

/** How the whole product is, for operators; a few counts over small partial indexes. */
export async function readDeepHealth(db: Db): Promise<DeepHealth> {
  const [lag, workers, deliveries, notices, jobs, openExceptions] = await Promise.all([
    readLag(db),
    db.prisma.workerHeartbeat.findMany({ select: { poolId: true, seenAt: true } }),
    db.prisma.delivery.count({ where: { deadAt: { not: null } } }),
    db.prisma.inbox.count({ where: { deadAt: { not: null } } }),
    db.prisma.deadLetter.count({ where: { replayedAt: null } }),
    db.prisma.moneyException.count({ where: { resolvedAt: null } }),
  ]);
  return { lag, workers, dead: { deliveries, notices, jobs }, openExceptions };
}

/** Whether any worker has given a sign of life lately. */
export async function isWorkerAlive(db: Db): Promise<boolean> {
  const since = new Date(Date.now() - WORKER_SILENT_MS);
  return (await db.prisma.workerHeartbeat.count({ where: { seenAt: { gte: since } } })) > 0;
}
