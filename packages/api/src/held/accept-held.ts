import { withTransaction } from "@careforall/db/client";
import { acceptCase, lockCase } from "@careforall/db/held";
import { insertPosting } from "@careforall/db/ledger";
import { appendEvents } from "@careforall/db/outbox";
import { lockPayment, savePayment } from "@careforall/db/payment";
import { fulfilPledge } from "@careforall/db/pledge";
import { listRefunds } from "@careforall/db/refund";
import { acceptHeld as decide, type AcceptRefusal } from "@careforall/domain/held";
import { tellPledge } from "@careforall/domain/pledge";
import { AppError, assert } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";

export const zAcceptHeld = z.strictObject({
  caseId: z.uuid(),
  /** Who decides it, as colleagues know them. */
  by: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(300),
});

/**
 * Staff make held money the gift of its pledge: out of suspense, as it was promised, in one transaction with what follows
 * from it (total, list and receipt follow the event). A case is decided once. Refusals: 422 `held.*`, 404
 * `held.not_found`; nothing has moved then.
 */
export async function acceptHeld(ctx: Context, input: z.input<typeof zAcceptHeld>): Promise<void> {
  const { caseId, by, reason } = zAcceptHeld.parse(input);
  const found = await ctx.db.prisma.moneyException.findUnique({ where: { id: caseId } });
  if (found === null) throw notFound();
  const types = await withTransaction(
    ctx.db,
    async (tx) => {
      // A case never changes its attempt, so it may be read before: pledge, payment, case is the order of the locks.
      const before = found.paymentId === null ? null : await lockPayment(tx, found.paymentId);
      const held = await lockCase(tx, caseId);
      if (held === null) throw notFound();
      const refunds = before === null ? [] : await listRefunds(tx, before.payment.id);
      const fulfilledBy = before?.fulfilledBy ?? null;
      const decision = decide(held, before?.payment ?? null, fulfilledBy, refunds, { reason, at: tx.at });
      if (decision.outcome === "refused") throw refused(decision.code);
      assert(before !== null, "only the money of an attempt is accepted");
      const { id: paymentId, pledgeId, campaignId, terms } = before.payment;
      await savePayment(tx, before, decision.payment, null);
      const requestId = ctx.origin.requestId;
      await insertPosting(tx, { id: ctx.newId(), posting: decision.posting, paymentId, requestId });
      await acceptCase(tx, { id: caseId, by, reason });
      await fulfilPledge(tx, pledgeId, paymentId);
      const facts = { currency: terms.currency, fulfilledBy, attempts: before.attempts };
      const told = tellPledge({ pledgeId, campaignId, paymentId, terms }, facts, {
        ...facts,
        fulfilledBy: paymentId,
      });
      const events = [...decision.events, ...told].map((event) => ({ ...event, id: ctx.newId() }));
      await appendEvents(tx, events, ctx.origin);
      await appendAudit(tx, ctx, {
        action: "held.accept",
        subject: { type: "case", id: caseId },
        before: { kind: held.kind, decision: null },
        after: { decision: "accepted", paymentId, pledgeId },
        reason,
        by,
      });
      return events.map(({ type }) => type);
    },
    { at: ctx.at },
  );
  for (const type of types) ctx.metrics.gifts.inc({ outcome: type });
  ctx.wake("outbox");
}

export const notFound = (): AppError =>
  new AppError("not_found", "held.not_found", "There is no such case of held money.");

const WORDS: Record<AcceptRefusal, string> = {
  "held.no_reason": "A decision needs a reason.",
  "held.already_decided": "This case is decided already.",
  "held.no_pledge": "This money came under no attempt of ours, so there is no pledge that it could fulfil.",
  "held.not_the_first_charge": "The attempt has another charge, which is its own; this one can be refunded.",
  "held.already_fulfilled": "The pledge has its gift already; this money can be refunded.",
  "held.other_currency": "The money is in another currency than the pledge; it can be refunded.",
  "held.refund_ordered": "A refund of this money is ordered or done.",
  "held.below_gift": "The money is less than the gift that was promised; it can be refunded.",
  "held.above_total": "The money is more than was promised; it can be refunded.",
};

const refused = (code: AcceptRefusal): AppError =>
  new AppError("unprocessable", code, `${WORDS[code]} Nothing has moved.`);
