import { readFileSync } from "node:fs";
import type { Context } from "@careforall/api/context";
import { runConsumers } from "@careforall/api/outbox";
import { rebuildReadModels, type Rebuilt } from "@careforall/api/rebuild";
import { sql } from "@careforall/db/client";
import { judge, readInvariants } from "@careforall/db/invariants";
import type pg from "pg";

const SAMPLE_INTERVAL_MS = 50;
const MIB = 1_024 * 1_024;
const DIFFERENCES_SHOWN_MAX = 5;

/** Applies every planted event through the product's own consumers. Answers how many deliveries there were. */
export async function foldBook(ctx: Context, tell: (line: string) => void): Promise<number> {
  const TOLD_EVERY = 100_000;
  let told = 0;
  for (let done = 0; ;) {
    const now = await runConsumers(ctx);
    if (now === 0) return done;
    done += now;
    if (done - told >= TOLD_EVERY) tell(`  ${(told = done)} deliveries applied`);
  }
}

export type Measured = Rebuilt & {
  readonly seconds: number;
  /** This process, before and at the peak, in MiB. */
  readonly rssBeforeMiB: number;
  readonly rssPeakMiB: number;
  /** The one backend of PostgreSQL that worked, its shared buffers included; null where the system does not tell. */
  readonly backendPeakMiB: number | null;
};

/** One rebuild that compares; with the memory of both processes watched. `ctx.db` has one connection. */
export async function measureRebuild(ctx: Context): Promise<Measured> {
  const [backend] = await ctx.db.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const rssBefore = process.memoryUsage.rss();
  let rssPeak = rssBefore;
  const sampler = setInterval(() => {
    rssPeak = Math.max(rssPeak, process.memoryUsage.rss());
  }, SAMPLE_INTERVAL_MS);
  const startedAt = performance.now();
  try {
    const rebuilt = await rebuildReadModels(ctx, { mayReplace: false, shownMax: DIFFERENCES_SHOWN_MAX });
    return {
      ...rebuilt,
      seconds: (performance.now() - startedAt) / 1_000,
      rssBeforeMiB: Math.round(rssBefore / MIB),
      rssPeakMiB: Math.round(rssPeak / MIB),
      backendPeakMiB: backendPeakMiB(backend?.pid),
    };
  } finally {
    clearInterval(sampler);
  }
}

/** Linux tells how large a process ever was. */
function backendPeakMiB(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kib === undefined ? null : Math.round(Number(kib) / 1_024);
  } catch {
    return null; // another system, or another account's process
  }
}

/** What is planted must be lawful, or the measurement is of something else: ledger, totals, donors. */
const JUDGED = ["I-01", "I-02", "I-06", "I-40", "I-55", "I-56", "I-57", "I-58", "I-59", "I-70", "I-71"];

/** Throws, naming the invariant, when the book is not as it must be. */
export async function judgeBook(client: pg.Client, tell: (line: string) => void): Promise<void> {
  for (const invariant of readInvariants().filter(({ id }) => JUDGED.includes(id))) {
    const { id, rows, sample } = await judge(client, invariant);
    if (rows > 0) throw new Error(`${id} is broken by ${rows} rows of the book: ${sample.join(" ")}`);
  }
  tell(`  ${JUDGED.length} invariants hold`);
}
