import { type DueNotice, failNotice, finishNotice, leaseNotices, renewNotices } from "@careforall/db/inbox";
import { killPoint } from "@careforall/db/kill-point";
import { uuidOf } from "@careforall/domain/shared";
import { backoffMs, isLastTry } from "../outbox/backoff.ts";
import { type Context, underLease } from "../context/index.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { postUnknownCharge } from "./post-unknown-charge.ts";

const BATCH_SIZE = 20;
/** A worker that is silent for so long is dead or frozen, and another takes its notices. */
const LEASE_MS = 10_000;
/** A provider may take longer to answer than a lease lasts; two renewals may fail. */
const RENEW_MS = 3_000;

/** Acts on stored notifications: each is a hint to ask the provider. Answers how many it took. */
export async function processNotices(ctx: Context): Promise<number> {
  const notices = await leaseNotices(ctx.db, BATCH_SIZE, LEASE_MS);
  if (notices.length > 0) killPoint("notice.process/leased");
  const underWay = new Set(notices);
  const lease = { everyMs: RENEW_MS, renew: () => renewNotices(ctx.db, [...underWay], LEASE_MS) };
  await underLease(ctx, lease, () =>
    Promise.all(notices.map((notice) => processNotice(ctx, notice, () => underWay.delete(notice)))),
  );
  return notices.length;
}

/** `letGo` is called when the lease is not needed any more: what comes next says itself when the notice is due. */
async function processNotice(base: Context, notice: DueNotice, letGo: () => void): Promise<void> {
  const ctx: Context = { ...base, origin: { requestId: notice.requestId, traceparent: notice.traceparent } };
  try {
    const outcome = await actOn(ctx, notice).finally(letGo);
    killPoint("notice.process/acted");
    await finishNotice(ctx.db, notice.id, outcome);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isLast = isLastTry(notice.attempts);
    ctx.log.warn(
      { noticeId: notice.id, attempts: notice.attempts, isLast, err: error },
      "notification not processed",
    );
    await failNotice(ctx.db, { id: notice.id, error: message, delayMs: backoffMs(notice.attempts), isLast });
  }
}

async function actOn(ctx: Context, notice: DueNotice): Promise<string> {
  const { reference, proofId } = notice;
  const paymentId = reference === null ? null : uuidOf(reference);
  if (paymentId !== null && (await ctx.db.prisma.payment.count({ where: { id: paymentId } })) === 1) {
    return confirmPayment(ctx, { paymentId, cause: "webhook", proofId });
  }
  // Not ours, as far as our books know: if the provider holds money under it, the money is kept visible.
  return reference === null ? "unmatched" : postUnknownCharge(ctx, notice.provider, { reference, proofId });
}
