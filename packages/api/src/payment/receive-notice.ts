import { type NewNotice, storeNotice, trimRejected } from "@careforall/db/inbox";
import { killPoint } from "@careforall/db/kill-point";
import type { Notice, NoticeRequest } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { providerNamed } from "./connected-provider.ts";

/** A notification larger than this is not one (providers.md: a few kB). */
export const NOTICE_BODY_MAX_BYTES = 256 * 1024;
/** Rejected notifications are evidence, not a way to fill the disk. */
const REJECTED_KEPT = 1_000;

export type Receipt = { readonly verdict: "accepted" | "rejected"; readonly isNew: boolean };

/**
 * Stores a notification with our verdict and acknowledges it; the worker acts on it. A repeat is absorbed by a unique
 * index. Throws when the database cannot take it, so that the provider tries again.
 */
export async function receiveNotice(
  ctx: Context,
  providerName: string,
  request: NoticeRequest,
): Promise<Receipt> {
  const provider = providerNamed(ctx, providerName);
  if (Buffer.byteLength(request.body) > NOTICE_BODY_MAX_BYTES) {
    throw new AppError("too_large", "webhook.too_large", "The notification is too large.");
  }
  const notice = provider.readNotice(request);
  const { isNew } = await storeNotice(ctx.db, rowOf(ctx, provider.name, request.body, notice));
  killPoint("notice.receive/stored");
  const { verdict } = notice;
  ctx.metrics.notices.inc({ provider: provider.name, verdict, repeat: isNew ? "no" : "yes" });
  if (verdict === "accepted" && isNew) ctx.wake("inbox");
  if (verdict === "rejected") {
    ctx.log.warn({ provider: provider.name, why: notice.why }, "notification rejected");
    if (isNew) await trimRejected(ctx.db, provider.name, REJECTED_KEPT);
  }
  return { verdict, isNew };
}

/** Columns are bounded; what is longer than any id of the provider is cut and will match nothing. */
const rowOf = (ctx: Context, provider: string, body: string, notice: Notice): NewNotice => ({
  id: ctx.newId(),
  provider,
  dedupeKey: notice.dedupeKey,
  verdict: notice.verdict,
  why: notice.verdict === "rejected" ? (notice.why ?? "rejected") : null,
  // PostgreSQL's text cannot hold NUL; the verdict on the original bytes stands.
  body: body.replaceAll("\0", "\\0"),
  reference: notice.reference?.slice(0, 60) ?? null,
  proofId: notice.proofId?.slice(0, 100) ?? null,
  origin: ctx.origin,
});
