import { findDue, noteProgress } from "@careforall/db/outbox";
import type { Context } from "../context/index.ts";
import { keepDonations } from "../donor/keep-donations.ts";
import { prepareAccountMail } from "../message/prepare-account-mail.ts";
import { prepareReceipts } from "../message/prepare-receipts.ts";
import { foldTotals } from "../totals/fold-totals.ts";
import { publishCaptured } from "../totals/publish-captured.ts";
import { type Apply, consume } from "./consume.ts";
import { relay } from "./relay.ts";
import { type Consumer, CONSUMERS, typesFor } from "./subscriptions.ts";

const apply: Record<Consumer, Apply> = {
  totals: foldTotals,
  public_gifts: publishCaptured,
  receipts: prepareReceipts,
  donations: keepDonations,
  account_mail: prepareAccountMail,
};

/**
 * One pass: relay what was committed, let the consumers apply what is due to them, and note up to when the totals have
 * seen everything. Answers how much was done; 0 = caught up. One consumer's trouble does not stop the others. Most passes
 * find nothing, so what is due is asked once for all.
 */
export async function runConsumers(ctx: Context): Promise<number> {
  const passAt = ctx.at ?? new Date();
  const ask = () => findDue(ctx.db, CONSUMERS, ctx.at);
  let due = await ask();
  let done = due.hasEvents ? await relay(ctx) : 0;
  if (done > 0) due = await ask();
  const outcomes = await Promise.allSettled(
    CONSUMERS.filter((consumer) => due.consumers.includes(consumer)).map((consumer) =>
      consume(ctx, consumer, apply[consumer]),
    ),
  );
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") done += outcome.value;
    else ctx.log.error({ err: outcome.reason }, "a consumer failed");
  }
  if (done === 0) await noteProgress(ctx.db, "totals", passAt, typesFor("totals"));
  return done;
}

/** Runs passes until nothing is left to do; for the seed and for tests. */
export async function settleConsumers(ctx: Context): Promise<void> {
  for (let pass = 0; pass < 1_000; pass++) if ((await runConsumers(ctx)) === 0) return;
  throw new Error("events did not settle in 1,000 passes");
}
