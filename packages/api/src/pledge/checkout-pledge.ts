import { setTimeout as sleep } from "node:timers/promises";
import { withTransaction, type Tx } from "@careforall/db/client";
import { findLatestAttempt, insertAttempt, type LatestAttempt } from "@careforall/db/payment";
import { appendEvents } from "@careforall/db/outbox";
import { type LockedPledge, lockPledgeByToken, readAttempts } from "@careforall/db/pledge";
import { killPoint } from "@careforall/db/kill-point";
import { paymentInitiated, type PaymentMethod, RANK, zPaymentMethod } from "@careforall/domain/payment";
import { type AttemptFacts, tellPledge, totalOf } from "@careforall/domain/pledge";
import { AppError, unreachable } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { confirmPayment, endPayment } from "../payment/index.ts";
import { zGiftToken } from "./find-gift.ts";
import { openCheckout, OPENING_LEASE_MS } from "./open-checkout.ts";
import { providerFor } from "../payment/connected-provider.ts";

export const zCheckoutPledge = z.strictObject({ token: zGiftToken, method: zPaymentMethod });
export type CheckoutPledge = z.output<typeof zCheckoutPledge>;

export const zCheckout = z.object({
  /** Send the donor's browser here. */
  redirectUrl: z.url(),
  attempt: z.int().positive(),
});
export type Checkout = z.output<typeof zCheckout>;

/** A second click waits this long for the first one's page, then is told to come back. */
const IN_FLIGHT_WAIT_MS = 2_000;
const IN_FLIGHT_POLL_MS = 50;
/** An open payment page is offered again for this long; after that the provider may have closed it. */
const REUSE_MS = 15 * 60_000;
/** The first time that the poller asks about an attempt nobody has reported on. */
const FIRST_ASK_MS = 20_000;

type Step =
  | { readonly kind: "redirect"; readonly checkout: Checkout }
  | { readonly kind: "open"; readonly paymentId: string; readonly attempt: number }
  | { readonly kind: "in_flight" }
  | { readonly kind: "replace"; readonly paymentId: string; readonly why: "cancelled" | "expired" };

/**
 * Says where to send the donor to pay. Idempotent by its attempt: while a payment page is open, the answer is that
 * page, so ten clicks open one page and can pay it once. An ended attempt makes way for the next; so does one whose
 * opening has an unknown outcome (its page was never shown to anybody).
 */
export async function checkoutPledge(ctx: Context, input: CheckoutPledge): Promise<Checkout> {
  const { token, method } = zCheckoutPledge.parse(input);
  const giveUpAt = Date.now() + IN_FLIGHT_WAIT_MS;
  for (;;) {
    const step = await withTransaction(ctx.db, (tx) => nextStep(ctx, tx, token, method), { at: ctx.at });
    switch (step.kind) {
      case "redirect":
        return step.checkout;
      case "open":
        killPoint("pledge.checkout/committed");
        return { redirectUrl: await openCheckout(ctx, step.paymentId), attempt: step.attempt };
      case "in_flight":
        if (Date.now() > giveUpAt) throw inFlight();
        await sleep(IN_FLIGHT_POLL_MS);
        break;
      case "replace":
        // The donor may have paid on the old page: the provider is asked before a second page is opened.
        await confirmPayment(ctx, { paymentId: step.paymentId, cause: "checkout" });
        await endPayment(ctx, { paymentId: step.paymentId, reason: step.why, cause: "checkout" });
        break;
      default:
        return unreachable(step);
    }
  }
}

async function nextStep(ctx: Context, tx: Tx, token: string, method: PaymentMethod): Promise<Step> {
  const pledge = await lockPledgeByToken(tx, token);
  if (pledge === null) throw new AppError("not_found", "pledge.not_found", "There is no such gift.");
  const latest = await findLatestAttempt(tx, pledge.id);
  const attempts = await readAttempts(tx, pledge.id);
  // Of any attempt: money of an earlier one may have come after a later one was begun, and wait for staff.
  if (pledge.fulfilledBy !== null || attempts.some(({ captured }) => captured !== null)) {
    throw new AppError(
      "refused",
      "pledge.already_paid",
      "This gift has been paid. You will not be charged again.",
    );
  }
  // Whether it was paid is what nobody knows: another page could take the money twice.
  if (latest?.isPledgeUnderReview === true) throw underReview();
  if (latest === null || latest.rank === RANK.ended || latest.abandonedAt !== null) {
    return newAttempt(ctx, tx, { pledge, attempts, attempt: (latest?.attempt ?? 0) + 1, method });
  }
  return stepOfOpen(latest, method, tx.at);
}

function stepOfOpen(latest: LatestAttempt, method: PaymentMethod, at: Date): Step {
  if (latest.redirectUrl === null) {
    // Another request is at the provider now, unless its process died there.
    return latest.openingUntil !== null && at < latest.openingUntil
      ? { kind: "in_flight" }
      : { kind: "replace", paymentId: latest.id, why: "expired" };
  }
  const ageMs = at.getTime() - latest.createdAt.getTime();
  if (latest.method !== method) return { kind: "replace", paymentId: latest.id, why: "cancelled" };
  if (ageMs > REUSE_MS) return { kind: "replace", paymentId: latest.id, why: "expired" };
  return { kind: "redirect", checkout: { redirectUrl: latest.redirectUrl, attempt: latest.attempt } };
}

async function newAttempt(
  ctx: Context,
  tx: Tx,
  row: {
    readonly pledge: LockedPledge;
    readonly attempts: readonly AttemptFacts[];
    readonly attempt: number;
    readonly method: PaymentMethod;
  },
): Promise<Step> {
  const { pledge, attempts, attempt, method } = row;
  if (attempt > ATTEMPTS_MAX) {
    throw new AppError(
      "rate_limited",
      "pledge.too_many_attempts",
      "This gift has been tried too often. You have not been charged; please begin a new gift.",
    );
  }
  const paymentId = ctx.newId();
  const { id: pledgeId, campaignId, terms, fulfilledBy } = pledge;
  const { currency } = terms;
  const amountMinor = totalOf(terms);
  const provider = providerFor(ctx, method).name;
  const before = { currency, fulfilledBy, attempts };
  await insertAttempt(tx, {
    id: paymentId,
    pledgeId,
    attempt,
    provider,
    method,
    currency,
    amountMinor,
    openingUntil: new Date(tx.at.getTime() + OPENING_LEASE_MS),
    nextAskAt: new Date(tx.at.getTime() + FIRST_ASK_MS),
  });
  killPoint("pledge.checkout/attempt_written");
  const asked = { pledgeId, campaignId, provider, currency, method, amountMinor: `${amountMinor}` };
  const after = { ...before, attempts: [...before.attempts, { ...NEW_ATTEMPT, paymentId, number: attempt }] };
  const events = [
    paymentInitiated.create(paymentId, asked),
    ...tellPledge({ pledgeId, campaignId, paymentId, terms }, before, after),
  ];
  await appendEvents(
    tx,
    events.map((event) => ({ ...event, id: ctx.newId() })),
    ctx.origin,
  );
  return { kind: "open", paymentId, attempt };
}

const NEW_ATTEMPT = { isEnded: false, isAuthorized: false, captured: null, refundedMinor: 0n } as const;

/** A donor who is refused this often needs another way; a card tester is stopped. */
const ATTEMPTS_MAX = 20;

const inFlight = (): AppError =>
  new AppError(
    "conflict",
    "payment.checkout_in_flight",
    "The payment page is being opened by your first click. You have not been charged.",
    { retryAfterS: 1 },
  );

const underReview = (): AppError =>
  new AppError(
    "conflict",
    "payment.under_review",
    "The payment provider has told us something unclear about your payment. We keep asking and will not charge you a second time.",
    { retryAfterS: 60 },
  );
