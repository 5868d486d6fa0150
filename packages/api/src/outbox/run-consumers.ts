import { findDue, noteProgress } from "@careforall/db/outbox";
import type { Context } from "../context/index.ts";
import { keepDonations } from "../donor/keep-donations.ts";
import { prepareAccountMail } from "../message/prepare-account-mail.ts";
import { prepareReceipts } from "../message/prepare-receipts.ts";
import { keepReceipts } from "../receipt/keep-receipts.ts";
import { foldTotals } from "../totals/fold-totals.ts";
import { publishCaptured } from "../totals/publish-captured.ts";
import { type Apply, consume, isBatchFull } from "./consume.ts";
import { isRelayFull, relay } from "./relay.ts";
import { type Consumer, CONSUMERS, typesFor } from "./subscriptions.ts";

const apply: Record<Consumer, Apply> = {
  totals: foldTotals,
  public_gifts: publishCaptured,
  receipts: prepareReceipts,
  receipt_numbers: keepReceipts,
  donations: keepDonations,
  account_mail: prepareAccountMail,
};

/** What one look at the outbox came to. */
export type Relayed = {
  /** How many events it relayed. */
  readonly events: number;
  /** Whether more may wait. */
  readonly isFull: boolean;
  /** For whom something may be due now. */
  readonly due: readonly Consumer[];
};

/**
 * Looks once: relays what was committed, and says for whom something may be due. When there was nothing to relay,
 * notes up to when the totals have seen everything. Most looks find nothing, so they are one question and no transaction.
 */
export async function relayDue(ctx: Context): Promise<Relayed> {
  const askedAt = ctx.at ?? new Date();
  const { hasEvents, consumers } = await findDue(ctx.db, CONSUMERS, ctx.at);
  const events = hasEvents ? await relay(ctx) : 0;
  if (events > 0) return { events, isFull: isRelayFull(events), due: CONSUMERS };
  await noteTotals(ctx, askedAt);
  return { events, isFull: false, due: CONSUMERS.filter((consumer) => consumers.includes(consumer)) };
}

/** Applies one batch of what is due to a consumer; answers whether more may be due. */
export async function runConsumer(ctx: Context, consumer: Consumer): Promise<boolean> {
  const askedAt = ctx.at ?? new Date();
  const applied = await consume(ctx, consumer, apply[consumer]);
  if (consumer === "totals" && !isBatchFull(applied)) await noteTotals(ctx, askedAt);
  return isBatchFull(applied);
}

/** The totals are true as of then, if nothing that was committed before is still on its way to them. */
const noteTotals = (ctx: Context, at: Date): Promise<boolean> =>
  noteProgress(ctx.db, "totals", at, typesFor("totals"));

/**
 * Relays, and lets each consumer apply a batch. Answers how much was done; 0 = caught up. One consumer's trouble does
 * not stop the others.
 */
export async function runConsumers(ctx: Context): Promise<number> {
  const { events, due } = await relayDue(ctx);
  let done = events;
  const outcomes = await Promise.allSettled(due.map((consumer) => consume(ctx, consumer, apply[consumer])));
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") done += outcome.value;
    else ctx.log.error({ err: outcome.reason }, "a consumer failed");
  }
  return done;
}

/** Runs passes until nothing is left to do; for the seed and for tests. */
export async function settleConsumers(ctx: Context): Promise<void> {
  for (let pass = 0; pass < 1_000; pass++) if ((await runConsumers(ctx)) === 0) return;
  throw new Error("events did not settle in 1,000 passes");
}
