import { setTimeout as sleep } from "node:timers/promises";
import { isCounted } from "@careforall/db/totals";
import { isCurrency, type Money, money } from "@careforall/domain/money";
import { END_REASONS, isHeld, PAYMENT_METHODS, RANK } from "@careforall/domain/payment";
import { giftMoney, type PledgeFacts, pledgeStatus } from "@careforall/domain/pledge";
import { AppError, assert, type Locale, LOCALES, referenceOf, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { type Cause, confirmPayment } from "../payment/index.ts";
import { type FoundGift, findGift, zGiftToken } from "./find-gift.ts";
import type { Gift } from "./pledge.view.ts";
import { truthOf } from "./truth.ts";

export const zGetGift = z.strictObject({
  token: zGiftToken,
  locale: zLocale.default("en"),
});

/** A page waits so long for the provider; the question goes on behind it. */
const ASK_WAIT_MS = 4_000;
/** One question about an attempt in this time, however many people look. */
const ASK_GAP_MS = 5_000;

/** Who asks, and how soon after somebody else; `false` looks at our books only. */
type Asking = false | { readonly cause: Cause; readonly gapMs: number };

const STATUS_PAGE: Asking = { cause: "status_page", gapMs: ASK_GAP_MS };

/**
 * The truth about one gift, for whoever holds its token. Asks the provider through the same verb as everybody else, so
 * a gift is confirmed while the worker is down. 404 `pledge.not_found` for any other token.
 */
export async function getGift(
  ctx: Context,
  { ask = STATUS_PAGE, ...input }: z.input<typeof zGetGift> & { readonly ask?: Asking },
): Promise<Gift> {
  const { token, locale } = zGetGift.parse(input);
  let found = await findGift(ctx.db, token);
  if (ask !== false && (await askAbout(ctx, found, ask))) found = await findGift(ctx.db, token);
  return view(ctx, found, locale);
}

/** Answers whether something may have changed. */
async function askAbout(
  ctx: Context,
  found: FoundGift,
  { cause, gapMs }: Exclude<Asking, false>,
): Promise<boolean> {
  const latest = found.payments[0];
  if (latest === undefined || found.payments.some((payment) => payment.capturedAt !== null)) return false;
  const question = confirmPayment(ctx, { paymentId: latest.id, cause, gapMs }).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    ctx.log.info({ paymentId: latest.id, code: error.code }, "the provider did not answer a status page");
  });
  await Promise.race([question, sleep(ASK_WAIT_MS, undefined, { ref: false })]);
  return true;
}

async function view(ctx: Context, found: FoundGift, locale: Locale): Promise<Gift> {
  const { campaign, payments } = found;
  const attempts = payments.map((payment) => ({
    ...payment,
    endReason: END_REASONS.find((reason) => reason === payment.endReason) ?? null,
  }));
  const { truth, endReason, mayRetry } = truthOf(attempts);
  // A second payment that waits for staff says nothing about the gift.
  const captured =
    payments.find(({ id }) => id === found.fulfilledBy) ??
    payments.find((payment) => payment.capturedAt !== null);
  const method = PAYMENT_METHODS.find((known) => known === (payments[0]?.method ?? found.method));
  assert(method !== undefined && isCurrency(found.currency), "a pledge has a known method and currency");
  const title = campaign.texts.find((text) => text.locale === locale) ?? campaign.texts[0];
  const capture = captureOf(captured);
  const facts = factsOf(found);
  return {
    reference: referenceOf(found.id),
    truth,
    endReason,
    ...capture,
    isCounted: captured !== undefined && !capture.isHeld && (await isCounted(ctx.db, captured.id)),
    mayRetry,
    status: pledgeStatus(facts),
    campaign: { slug: campaign.slug, title: title?.title ?? campaign.slug },
    giftMinor: `${found.giftMinor}`,
    platformFeeMinor: `${found.platformFeeMinor}`,
    tipMinor: `${found.tipMinor}`,
    feeCoverMinor: `${found.feeCoverMinor}`,
    totalMinor: `${found.totalMinor}`,
    currency: found.currency,
    method,
    attempts: payments.length,
    donorName: found.donorName,
    isAnonymous: found.isAnonymous,
    message: found.message,
    maskedEmail: maskEmail(found.donorEmail),
    locale: LOCALES.find((known) => known === found.locale) ?? "en",
    createdAt: found.createdAt.toISOString(),
    refundedMinor: `${giftMoney(facts).refundedMinor}`,
    history: historyOf(found),
  };
}

/** What the page says about the money that came, if any did. */
const captureOf = (
  captured: FoundGift["payments"][number] | undefined,
): Pick<Gift, "isHeld" | "isLate" | "receivedAt"> => ({
  isHeld: captured !== undefined && isHeld(captured),
  isLate: captured?.lateAs != null,
  receivedAt: captured?.capturedAt?.toISOString() ?? null,
});

/** The pledge's facts as the domain reads them. */
function factsOf(found: FoundGift): PledgeFacts {
  assert(isCurrency(found.currency), "a pledge has a known currency");
  return {
    currency: found.currency,
    fulfilledBy: found.fulfilledBy,
    attempts: found.payments.map((payment) => ({
      paymentId: payment.id,
      number: payment.attempt,
      isEnded: payment.endReason !== null,
      isAuthorized: payment.rank === RANK.authorized,
      captured: capturedMoney(payment),
      refundedMinor: payment.refunds.reduce(
        (sum, { amountMinor, failedAt }) => (failedAt === null ? sum + amountMinor : sum),
        0n,
      ),
    })),
  };
}

function capturedMoney({ capturedMinor, capturedCurrency }: FoundGift["payments"][number]): Money | null {
  if (capturedMinor === null) return null;
  assert(capturedCurrency !== null && isCurrency(capturedCurrency), "captured money has a known currency");
  return money(capturedMinor, capturedCurrency);
}

function historyOf(found: FoundGift): Gift["history"] {
  const steps = found.payments.toReversed().flatMap((payment) =>
    payment.history.flatMap((step, nr): Gift["history"] => {
      const at = step.at.toISOString();
      if (step.toStatus === "pending") return [{ at, what: "payment_opened" }];
      // Most providers tell of both at once: then the money arrived, and nothing was before it.
      const next = payment.history[nr + 1];
      if (step.toStatus === "authorized" && next?.at.getTime() !== step.at.getTime())
        return [{ at, what: "authorized" }];
      // Held money gave way to the gift, which was captured after it.
      const gaveWay = payment.history.slice(nr + 1).some(({ toStatus }) => toStatus === "captured");
      if (step.toStatus === "captured" && gaveWay) return [{ at, what: "held" }];
      if (step.toStatus === "captured") return historyOfCapture(payment, at);
      const reason = END_REASONS.find((known) => known === step.toStatus);
      return reason === undefined ? [] : [{ at, what: reason }];
    }),
  );
  return [{ at: found.createdAt.toISOString(), what: "created" }, ...steps, ...afterwards(found)];
}

/** What happens to money that came: it is paid out to us, and some of it goes back, mostly for good. */
function afterwards({ fulfilledBy, payments }: FoundGift): Gift["history"] {
  const settled = payments.flatMap(({ id, settledAt }) => (id === fulfilledBy ? (settledAt ?? []) : []));
  const refunds = payments.flatMap((payment) => payment.refunds);
  const steps = [
    ...settled.map((at) => ({ at, what: "settled" as const })),
    ...refunds.flatMap(({ confirmedAt: at }) => (at === null ? [] : [{ at, what: "refunded" as const }])),
    ...refunds.flatMap(({ failedAt: at }) => (at === null ? [] : [{ at, what: "refund_failed" as const }])),
  ];
  return steps
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, what }) => ({ at: at.toISOString(), what }));
}

/** Money that staff accepted was held first, and is the gift from then on. */
function historyOfCapture(
  { heldAs, acceptedAt }: FoundGift["payments"][number],
  at: string,
): Gift["history"] {
  if (heldAs === null) return [{ at, what: "received" }];
  const accepted = acceptedAt === null ? [] : [{ at: acceptedAt.toISOString(), what: "received" as const }];
  return [{ at, what: "held" }, ...accepted];
}

/** `rina@example.org` → `r…@example.org` */
function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}
