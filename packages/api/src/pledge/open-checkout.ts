import { withTransaction } from "@careforall/db/client";
import { abandonAttempt, appendHistory, renewOpening, saveOpened } from "@careforall/db/payment";
import { appendEvents } from "@careforall/db/outbox";
import { killPoint } from "@careforall/db/kill-point";
import { money, isCurrency, type Currency } from "@careforall/domain/money";
import {
  type CheckoutAnswer,
  paymentPending,
  type PaymentMethod,
  PAYMENT_METHODS,
  RANK,
} from "@careforall/domain/payment";
import { AppError, assert, referenceOf } from "@careforall/domain/shared";
import { type Context, underLease } from "../context/index.ts";
import { endPayment } from "../payment/index.ts";
import { providerFor } from "../payment/connected-provider.ts";

/** A web that is silent for so long while it opens a page is dead or frozen: the donor's next click opens another. */
export const OPENING_LEASE_MS = 6_000;
/** A provider may think longer than a lease lasts; one renewal may fail. */
const RENEW_MS = 2_000;

type Opening = {
  readonly paymentId: string;
  readonly pledgeId: string;
  readonly campaignId: string;
  readonly method: PaymentMethod;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly token: string;
  readonly donorName: string | null;
  readonly donorEmail: string;
  readonly title: string;
};

/** Opens the provider's page for an attempt that exists already, so that news about it always finds its row. */
export async function openCheckout(ctx: Context, paymentId: string): Promise<string> {
  const opening = await readOpening(ctx, paymentId);
  const lease = { everyMs: RENEW_MS, renew: () => renewOpening(ctx.db, paymentId, OPENING_LEASE_MS) };
  const answer = await underLease(ctx, lease, () => askForPage(ctx, opening));
  killPoint("pledge.checkout/page_opened");
  if (answer.outcome === "refused") {
    await endPayment(ctx, { paymentId, reason: "failed", cause: "checkout", detail: answer.reason });
    throw new AppError(
      "unavailable",
      "provider.refused",
      "The payment page could not be opened. You have not been charged.",
    );
  }
  const rankBefore = await keepPage(ctx, opening, answer);
  ctx.wake("outbox");
  // We were taken for dead, and the donor has another page by now: nobody learns the address of this one.
  if (rankBefore === RANK.ended) throw tooLate();
  return answer.redirectUrl;
}

async function readOpening(ctx: Context, paymentId: string): Promise<Opening> {
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { pledge: { include: { campaign: { include: { texts: true } } } } },
  });
  const { pledge } = payment;
  const method = PAYMENT_METHODS.find((known) => known === payment.method);
  assert(method !== undefined && isCurrency(payment.currency), "an attempt has a known method and currency");
  const text = pledge.campaign.texts.find((one) => one.locale === pledge.locale) ?? pledge.campaign.texts[0];
  return {
    paymentId,
    pledgeId: pledge.id,
    campaignId: pledge.campaignId,
    method,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    token: pledge.token,
    donorName: pledge.donorName,
    donorEmail: pledge.donorEmail,
    title: text?.title ?? pledge.campaign.slug,
  };
}

async function askForPage(ctx: Context, opening: Opening): Promise<CheckoutAnswer> {
  const provider = providerFor(ctx, opening.method);
  try {
    return await provider.startCheckout({
      reference: referenceOf(opening.paymentId),
      amount: money(opening.amountMinor, opening.currency),
      method: opening.method,
      payer: { name: opening.donorName, email: opening.donorEmail },
      description: opening.title,
      returnUrl: `${ctx.config.webUrl}/api/payments/${provider.name}/return/${opening.token}`,
      noticeUrl: `${ctx.config.webUrl}/api/webhooks/${provider.name}`,
    });
  } catch (error) {
    // Unknown outcome: a page may exist at the provider, but nobody has its address. The next click opens another.
    await abandonAttempt(ctx.db, opening.paymentId);
    throw error;
  }
}

async function keepPage(
  ctx: Context,
  opening: Opening,
  answer: Extract<CheckoutAnswer, { outcome: "opened" }>,
): Promise<number> {
  const { paymentId, pledgeId, campaignId, method, currency, amountMinor } = opening;
  const opened = paymentPending.create(paymentId, {
    pledgeId,
    campaignId,
    provider: providerFor(ctx, method).name,
    currency,
    method,
    amountMinor: `${amountMinor}`,
  });
  return withTransaction(
    ctx.db,
    async (tx) => {
      const { rankBefore } = await saveOpened(tx, { id: paymentId, ...answer });
      killPoint("pledge.checkout/page_written");
      if (rankBefore !== RANK.created) return rankBefore; // A notification was faster than the provider's own answer.
      await appendHistory(tx, {
        paymentId,
        steps: [{ from: "created", to: "pending", toRank: RANK.pending }],
        cause: "checkout",
        evidence: null,
        origin: ctx.origin,
      });
      await appendEvents(tx, [{ ...opened, id: ctx.newId() }], ctx.origin);
      return rankBefore;
    },
    { at: ctx.at },
  );
}

const tooLate = (): AppError =>
  new AppError(
    "unavailable",
    "payment.page_too_late",
    "The payment page came too late and is not used. You have not been charged; please try again.",
    { retryAfterS: 1 },
  );
