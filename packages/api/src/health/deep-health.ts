import type { Db } from "@careforall/db/client";
import { countDeadLetters } from "@careforall/db/dead-letter";
import { type Lag, openPauses, type Pause, readLag } from "@careforall/db/outbox";
import { countOpenFindings, type LastRun, lastRun } from "@careforall/db/reconciliation";
import { lastInvariantRun, type Violations } from "@careforall/db/upkeep";
import type { Context } from "../context/index.ts";

/** A worker that has given no sign of life for so long is down. */
const WORKER_SILENT_MS = 15_000;

export type DeepHealth = {
  readonly lag: Lag;
  readonly workers: readonly { readonly poolId: string; readonly seenAt: Date }[];
  /** What failed for the last time and waits for a person. */
  readonly dead: { readonly deliveries: number; readonly notices: number; readonly jobs: number };
  readonly openExceptions: number;
  /** Consumers of events that a person has stopped (docs/runbooks/counting-off.md). */
  readonly paused: readonly Pause[];
  /** The last judgement of the invariants, with those that were broken; null before the first. */
  readonly invariants: { readonly at: Date; readonly ms: number; readonly violations: Violations } | null;
  /** What is done every hour: when it ran last, how much it did, and what went wrong. */
  readonly upkeep: readonly {
    readonly name: string;
    readonly lastRunAt: Date;
    readonly ms: number;
    readonly done: number;
    readonly lastError: string | null;
  }[];
  /** Whether the reconciliation may change anything, its newest run, and the differences that are open, by kind. */
  readonly reconciliation: {
    readonly isOn: boolean;
    readonly last: LastRun | null;
    readonly open: Readonly<Record<string, number>>;
  };
};

/** How the whole product is, for operators; a few counts over small partial indexes. */
export async function readDeepHealth({ db, config }: Pick<Context, "db" | "config">): Promise<DeepHealth> {
  const [lag, workers, dead, openExceptions, paused, run, upkeep, last, open] = await Promise.all([
    readLag(db),
    db.prisma.workerHeartbeat.findMany({ select: { poolId: true, seenAt: true } }),
    countDeadLetters(db),
    db.prisma.moneyException.count({ where: { resolvedAt: null } }),
    openPauses(db),
    lastInvariantRun(db),
    db.prisma.upkeepTask.findMany({ orderBy: { name: "asc" } }),
    lastRun(db),
    countOpenFindings(db),
  ]);
  return {
    lag,
    workers,
    dead: { deliveries: dead.delivery, notices: dead.inbox, jobs: dead.job },
    openExceptions,
    paused,
    invariants: run && { ...run, violations: brokenOnly(run.violations) },
    upkeep,
    reconciliation: {
      isOn: config.mayReconcile,
      last,
      open: Object.fromEntries(open.map((counted) => [counted.kind, counted.open])),
    },
  };
}

const brokenOnly = (violations: Violations): Violations =>
  Object.fromEntries(Object.entries(violations).filter(([, rows]) => rows > 0));

/** Whether any worker has given a sign of life lately. */
export async function isWorkerAlive(db: Db): Promise<boolean> {
  const since = new Date(Date.now() - WORKER_SILENT_MS);
  return (await db.prisma.workerHeartbeat.count({ where: { seenAt: { gte: since } } })) > 0;
}
