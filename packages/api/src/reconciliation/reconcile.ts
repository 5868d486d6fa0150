import { finishRun, type FindingRow, listFindings, openRun } from "@careforall/db/reconciliation";
import { runAlone } from "@careforall/db/upkeep";
import { AppError } from "@careforall/domain/shared";
import { withTransaction } from "@careforall/db/client";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { compareStatement, type Statement } from "./compare-statement.ts";
import { repairRest } from "./repair.ts";
import { requireAnyAnswer, type Run, turnsOf } from "./run.ts";
import { sweep } from "./sweep.ts";

export type { Statement } from "./compare-statement.ts";
export { ENDED_MS } from "./sweep.ts";

/** The advisory lock of all runs. */
const LOCK = "reconcile";
/** A merchant may ask, a crowd of questions looks like an attack. */
const ASKS_PER_S = 10;
/** What one run shows; everything is in the table. */
const FINDINGS_SHOWN_MAX = 500;

export type ReconcileRequest = {
  /** Writes its findings, marked dry, and changes nothing else. */
  readonly isDryRun: boolean;
  readonly trigger: "schedule" | "command";
  readonly who: string;
  readonly statement?: Statement | undefined;
  /** Every attempt made in this time, captured ones too; and the time that a statement covers. */
  readonly window?: { readonly from: Date; readonly to: Date } | undefined;
  /** Gifts that it posts get their receipts as usual. */
  readonly isMailing?: boolean;
  /** Attempts younger than this are left to the notification and the poller. */
  readonly youngMs?: number;
  /** A finding is repaired only when it is as old: a notification may be on its way. */
  readonly graceMs?: number;
  readonly asksPerS?: number;
  /** The process is to end. */
  readonly signal?: AbortSignal;
};

export type Reconciled = {
  readonly runId: string;
  readonly isDry: boolean;
  readonly asked: number;
  readonly silent: number;
  /** Differences that were not known before. */
  readonly found: number;
  readonly repaired: number;
  /** What it found and closed, and what else is open. */
  readonly findings: readonly FindingRow[];
  /** Why the run did not come to its end; what it had done by then stays done. */
  readonly error: string | null;
};

/**
 * Compares our books with the provider's: a statement first, if there is one, then every attempt that is open or ended
 * within 72 hours, or every attempt of a window. What differs is noted, and what may be posted is posted through the one
 * door (`confirmPayment`, `postUnknownCharge`). One run at a time; no transaction is open while it asks.
 * Throws AppError `refused` when it is switched off and this is no dry run, `conflict` while another run is under way.
 */
export async function reconcile(ctx: Context, request: ReconcileRequest): Promise<Reconciled> {
  if (!request.isDryRun && !ctx.config.mayReconcile) {
    throw new AppError(
      "refused",
      "reconciliation.off",
      "Reconciliation is switched off (RECONCILE=off). Only a dry run may look: nothing was changed.",
    );
  }
  const done = await runAlone(ctx.db, LOCK, () => runUnderLock(ctx, request));
  if (done === null) {
    throw new AppError("conflict", "reconciliation.under_way", "Another reconciliation is under way.", {
      retryAfterS: 60,
    });
  }
  return done;
}

async function runUnderLock(ctx: Context, request: ReconcileRequest): Promise<Reconciled> {
  const run = newRun(ctx, request);
  await begin(ctx, run, request);
  const failure = await compareAll(ctx, run, request).then(
    () => null,
    (reason: unknown) => endOf(run, reason),
  );
  const error = failure?.words ?? null;
  const found = await finishRun(ctx.db, run.id, run.progress, error);
  if (failure?.defect !== undefined) throw failure.defect;
  const findings = await listFindings(ctx.db, run.id, FINDINGS_SHOWN_MAX);
  const { asked, silent, repaired } = run.progress;
  ctx.log.info({ runId: run.id, isDry: run.isDry, asked, silent, found, repaired, error }, "books compared");
  return { runId: run.id, isDry: run.isDry, asked, silent, found, repaired, findings, error };
}

/** A person who lets it post answers for it; what the worker does by the clock is nobody's decision. */
async function begin(ctx: Context, run: Run, request: ReconcileRequest): Promise<void> {
  const { statement = null, window = null, trigger, who, isMailing = false } = request;
  await withTransaction(ctx.db, async (tx) => {
    await openRun(tx, { id: run.id, trigger, who, isDry: run.isDry, isMailing, statement, window });
    if (trigger !== "command" || run.isDry) return;
    await appendAudit(tx, ctx, {
      action: "reconciliation.run",
      subject: { type: "reconciliation_run", id: run.id },
      before: null,
      after: { isMailing, statementSha256: statement?.sha256 ?? null },
      reason: null,
      by: who,
    });
  });
}

function newRun(ctx: Context, request: ReconcileRequest): Run {
  const signal = request.signal ?? new AbortController().signal;
  return {
    id: ctx.newId(),
    isDry: request.isDryRun,
    cause: request.isMailing === true ? "reconciler_with_mail" : "reconciler",
    graceMs: request.graceMs ?? 0,
    signal,
    turn: turnsOf(request.asksPerS ?? ASKS_PER_S, signal),
    claimed: new Map(),
    tried: new Set(),
    putAside: [],
    progress: { cursor: null, asked: 0, silent: 0, repaired: 0 },
    silence: { inRow: 0, outages: 0 },
  };
}

async function compareAll(ctx: Context, run: Run, request: ReconcileRequest): Promise<void> {
  const window = request.window ?? null;
  if (request.statement !== undefined) await compareStatement(ctx, run, request.statement, window);
  await sweep(ctx, run, { window, youngMs: request.youngMs ?? 0 });
  if (!run.isDry) await repairRest(ctx, run);
  if (run.putAside.length > 0) throw run.putAside[0];
  requireAnyAnswer(run);
}

/** What is kept of a run that ended early. What is no expected failure is a defect of ours, and is thrown on. */
function endOf({ signal }: Run, error: unknown): { readonly words: string; readonly defect?: unknown } {
  if (signal.aborted) return { words: "The process was told to end; the next run goes on from here." };
  if (error instanceof AppError) return { words: error.message };
  return {
    words: `A defect ended this run: ${error instanceof Error ? error.message : String(error)}`,
    defect: error,
  };
}
