import { listCaptures, type PostedCapture } from "@careforall/db/reconciliation";
import type { ProviderName, StatementCharge } from "@careforall/domain/payment";
import { AppError, referenceOf } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { providerNamed } from "../payment/index.ts";
import { noteAnswer, noteCharge } from "./note-differences.ts";
import { repairOpen } from "./repair.ts";
import { heard, inParallel, type Run } from "./run.ts";

const PAGE_SIZE = 100;

export type Statement = {
  readonly provider: ProviderName;
  /** The file's name, for people, and the digest of its bytes. */
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly charges: readonly StatementCharge[];
  readonly span: { readonly from: Date; readonly to: Date } | null;
};

/**
 * Compares a statement with our books, both ways. It is no proof: what it lists is posted only if the provider's API
 * confirms it, and what it does not list is missing there only if the API does not list it either.
 */
export async function compareStatement(
  ctx: Context,
  run: Run,
  statement: Statement,
  window: { readonly from: Date; readonly to: Date } | null,
): Promise<void> {
  const time = window ?? statement.span;
  if (time === null) {
    throw new AppError(
      "invalid",
      "reconciliation.empty_statement",
      "The statement has no lines: say with --from and --to which time it covers.",
    );
  }
  const differing = await compareLines(ctx, run, statement, statement.charges);
  if (!run.isDry && differing.length > 0) {
    await repairOpen(ctx, run, run.graceMs);
    // What the API had posted may be another amount than the statement's.
    await compareLines(ctx, run, statement, differing);
  }
  await lookForUnlisted(ctx, run, statement, time);
}

/** Answers the charges that differ. Our books only: no question is asked here. */
async function compareLines(
  ctx: Context,
  run: Run,
  { provider }: Statement,
  charges: readonly StatementCharge[],
): Promise<readonly StatementCharge[]> {
  const differing: StatementCharge[] = [];
  for (const charge of charges.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    run.signal.throwIfAborted();
    const { reference, providerPaymentId, captured } = charge;
    const about = { provider, reference, source: "statement" } as const;
    const differs = await noteCharge(ctx, run, { ...about, providerPaymentId }, captured);
    if (differs) differing.push(charge);
  }
  return differing;
}

/** Our captures of that time that the statement does not list: the provider's API is asked before anything is said. */
async function lookForUnlisted(
  ctx: Context,
  run: Run,
  { provider, charges }: Statement,
  time: { readonly from: Date; readonly to: Date },
): Promise<void> {
  const listed = new Set(charges.map(({ providerPaymentId }) => providerPaymentId));
  let after: string | null = null;
  for (;;) {
    const page: readonly PostedCapture[] = await listCaptures(ctx.db, {
      provider,
      after,
      limit: PAGE_SIZE,
      ...time,
    });
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
    await inParallel(
      page.filter(({ providerPaymentId }) => !listed.has(providerPaymentId)),
      ({ paymentId, providerPaymentId }) =>
        askAboutUnlisted(ctx, run, provider, paymentId, providerPaymentId),
    );
  }
}

async function askAboutUnlisted(
  ctx: Context,
  run: Run,
  provider: ProviderName,
  paymentId: string,
  providerPaymentId: string,
): Promise<void> {
  const reference = referenceOf(paymentId);
  await heard(ctx, run, async () => {
    const { signals } = await providerNamed(ctx, provider).askPayment({ reference });
    await noteAnswer(ctx, run, { provider, reference, posted: [providerPaymentId] }, signals);
  });
}
