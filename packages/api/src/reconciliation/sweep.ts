import {
  listMadeWithin,
  listUnsettled,
  noteRunProgress,
  resumePoint,
  type SweptAttempt,
} from "@careforall/db/reconciliation";
import { AppError, referenceOf } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { confirmPayment, providerNamed } from "../payment/index.ts";
import { noteAnswer } from "./note-differences.ts";
import { repairOpen } from "./repair.ts";
import { heard, inParallel, type Run } from "./run.ts";

/** What one crash may make the next run ask again. */
const BATCH_SIZE = 20;
const HOUR_MS = 3_600_000;
/** A provider may say failed and capture later; after three days that needs a person with a statement. */
export const ENDED_MS = 72 * HOUR_MS;
/** What was cut off longer ago is begun anew: the world has changed since. */
const RESUME_MAX_MS = HOUR_MS;

export type Scope = {
  /** Every attempt that was made in this time, captured ones too; null: what is open or ended lately. */
  readonly window: { readonly from: Date; readonly to: Date } | null;
  readonly youngMs: number;
};

/** Asks the provider about attempt after attempt, batch by batch, and notes what differs. */
export async function sweep(ctx: Context, run: Run, scope: Scope): Promise<void> {
  const mayResume = !run.isDry && scope.window === null;
  run.progress.cursor = mayResume ? await resumePoint(ctx.db, RESUME_MAX_MS) : null;
  for (;;) {
    const batch = await nextBatch(ctx, run, scope);
    const last = batch.at(-1);
    if (last === undefined) break;
    await inParallel(batch, (attempt) => askOrPutAside(ctx, run, attempt));
    if (!run.isDry) await repairOpen(ctx, run, run.graceMs);
    run.progress.cursor = last.id;
    await noteRunProgress(ctx.db, run.id, run.progress);
  }
  run.progress.cursor = null;
}

function nextBatch(ctx: Context, run: Run, { window, youngMs }: Scope): Promise<readonly SweptAttempt[]> {
  const page = { after: run.progress.cursor, limit: BATCH_SIZE };
  if (window !== null) return listMadeWithin(ctx.db, { ...page, ...window });
  return listUnsettled(ctx.db, { ...page, at: ctx.at ?? null, endedMs: ENDED_MS, youngMs });
}

/** One attempt that cannot be compared must not keep the others waiting, now and in every later run. */
async function askOrPutAside(ctx: Context, run: Run, attempt: SweptAttempt): Promise<void> {
  try {
    await askAbout(ctx, run, attempt);
  } catch (error) {
    const isOutage = error instanceof AppError && error.kind === "unavailable";
    if (isOutage || run.signal.aborted) throw error;
    ctx.log.error({ runId: run.id, paymentId: attempt.id, err: error }, "an attempt could not be compared");
    run.putAside.push(error);
  }
}

/**
 * What differs is only noted here, and repaired later by a question of its own; every other answer (an end, still
 * pending) is recorded at once like one that the poller got. A dry run records nothing.
 */
async function askAbout(ctx: Context, run: Run, attempt: SweptAttempt): Promise<void> {
  const about = { provider: attempt.provider, reference: referenceOf(attempt.id), posted: attempt.posted };
  await heard(ctx, run, async () => {
    if (run.isDry) {
      const { signals } = await providerNamed(ctx, about.provider).askPayment({ reference: about.reference });
      await noteAnswer(ctx, run, about, signals);
      return;
    }
    await confirmPayment(ctx, {
      paymentId: attempt.id,
      cause: run.cause,
      review: async ({ signals }) => ((await noteAnswer(ctx, run, about, signals)) ? "leave" : "record"),
    });
  });
}
