import { setTimeout as sleep } from "node:timers/promises";
import { closePosted, listRepairable, noteUnrepaired, type Repairable } from "@careforall/db/reconciliation";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { confirmPayment, postUnknownCharge } from "../payment/index.ts";
import { heard, inParallel, type Run } from "./run.ts";

const PAGE_SIZE = 100;

/**
 * Has the one door post what is open and may be posted, of this run or an earlier one: the provider is asked once more,
 * and only what it confirms is money. Each finding is tried once in a run. `graceMs`: younger ones are left for later.
 */
export async function repairOpen(ctx: Context, run: Run, graceMs: number): Promise<void> {
  let after: string | null = null;
  try {
    for (;;) {
      const page: readonly Repairable[] = await listRepairable(ctx.db, { after, limit: PAGE_SIZE, graceMs });
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
      await inParallel(
        page.filter(({ id }) => !run.tried.has(id)),
        (finding) => repairOne(ctx, run, finding),
      );
    }
  } finally {
    run.progress.repaired += await closePosted(ctx.db, run.id);
  }
}

/** At the end of a run: gives the notifications of the youngest findings their time, then repairs the rest. */
export async function repairRest(ctx: Context, run: Run): Promise<void> {
  if (run.graceMs > 0) {
    const open = await listRepairable(ctx.db, { after: null, limit: PAGE_SIZE, graceMs: 0 });
    if (open.some(({ id }) => !run.tried.has(id))) {
      await sleep(run.graceMs, undefined, { signal: run.signal });
    }
  }
  await repairOpen(ctx, run, 0);
}

async function repairOne(ctx: Context, run: Run, finding: Repairable): Promise<void> {
  run.tried.add(finding.id);
  const answer = await heard(ctx, run, () => throughTheDoor(ctx, run, finding));
  if (answer === null)
    await noteUnrepaired(ctx.db, finding.id, "The provider did not answer; tried again by the next run.");
  // Overwritten when the money is posted: then the finding is closed.
  else
    await noteUnrepaired(
      ctx.db,
      finding.id,
      "Asked again: the provider's API does not confirm it. For people.",
    );
}

async function throughTheDoor(ctx: Context, run: Run, finding: Repairable): Promise<string> {
  const { paymentId, provider, reference, providerPaymentId: proofId } = finding;
  try {
    return paymentId === null
      ? await postUnknownCharge(ctx, provider, { reference, proofId })
      : await confirmPayment(ctx, { paymentId, cause: run.cause, proofId });
  } catch (error) {
    if (error instanceof AppError) throw error;
    // One finding that cannot be posted must not keep the others waiting; it stays open and is seen.
    ctx.log.error({ runId: run.id, findingId: finding.id, err: error }, "a finding could not be repaired");
    return "failed";
  }
}
