import { findCampaignNow } from "@careforall/db/campaign";
import type { IdempotentRequest } from "@careforall/db/idempotency";
import { hasKeyMadePledge, insertPledge } from "@careforall/db/pledge";
import { CURRENCY_EXPONENT, zCurrency } from "@careforall/domain/money";
import { zPaymentMethod } from "@careforall/domain/payment";
import { decidePledge, platformFeeOf, type PledgeRefusal } from "@careforall/domain/pledge";
import { AppError, referenceOf, zAmountMinor, zLocale, zName, zText } from "@careforall/domain/shared";
import * as z from "zod";
import { type Context, gatheredRead } from "../context/index.ts";
import { type Key, once, type Prepared } from "../idempotency/index.ts";

const emptyToNull = (text: string | null | undefined): string | null => (text ? text : null);

/** A donor's promise. Amounts are digit strings of minor units: Tk 500 is "50000". */
export const zCreatePledge = z.strictObject({
  campaignSlug: zText.min(1).max(120),
  giftMinor: zAmountMinor,
  tipMinor: zAmountMinor.default("0"),
  feeCoverMinor: zAmountMinor.default("0"),
  currency: zCurrency,
  donorEmail: z.email().max(254).toLowerCase(),
  donorName: zName(120).nullish().transform(emptyToNull),
  isAnonymous: z.boolean().default(false),
  message: zText.trim().max(280).nullish().transform(emptyToNull),
  method: zPaymentMethod,
  locale: zLocale.default("en"),
});
export type CreatePledge = z.input<typeof zCreatePledge>;

export const zCreatedPledge = z.object({
  /** The secret of this gift: whoever holds it may see and pay it. */
  token: z.string(),
  reference: z.string(),
  campaignSlug: z.string(),
  totalMinor: zAmountMinor,
  currency: zCurrency,
  /** The page where the donor can always see what happened to the money. */
  statusUrl: z.url(),
});
export type CreatedPledge = z.output<typeof zCreatedPledge>;

/**
 * Records a promise, its event and its answer in one statement. No money moves and no provider is called.
 * `userId` is whoever is signed in, or null: the gift belongs to that account. It is no part of what a repeat must equal.
 * Refuses with `pledge.*` (422), `campaign.not_found` (404), `idempotency.*` (422, 409); nothing is written then.
 */
export async function createPledge(
  ctx: Context,
  input: CreatePledge,
  key: Key,
  userId: string | null = null,
): Promise<CreatedPledge> {
  const terms = zCreatePledge.parse(input);
  const created = await once(ctx, key, terms, {
    prepare: (request) => promise(ctx, { ...terms, userId }, request),
    hasMade: (tx) => hasKeyMadePledge(tx, key),
  });
  if (ctx.answer?.isReplay === false) {
    ctx.metrics.gifts.inc({ outcome: "pledge.created" });
    ctx.wake("outbox");
  }
  return created;
}

async function promise(
  ctx: Context,
  input: z.output<typeof zCreatePledge> & { readonly userId: string | null },
  request: IdempotentRequest,
): Promise<Prepared<CreatedPledge>> {
  const slug = input.campaignSlug;
  const found = await gatheredRead(ctx.db, "campaign.now", slug, () => findCampaignNow(ctx.db, slug));
  const { campaign } = found;
  if (campaign === null) throw new AppError("not_found", "campaign.not_found", "There is no such campaign.");

  const at = ctx.at ?? found.at;
  const id = ctx.newId();
  const { currency } = input;
  const terms = {
    currency,
    giftMinor: BigInt(input.giftMinor),
    tipMinor: BigInt(input.tipMinor),
    feeCoverMinor: BigInt(input.feeCoverMinor),
    platformFeeMinor: platformFeeOf(BigInt(input.giftMinor), ctx.config.fees.platformBasisPoints),
  };
  const decision = decidePledge(id, terms, campaign, at);
  if (decision.outcome === "refused") {
    throw new AppError("refused", decision.code, REFUSALS[decision.code], {
      details: { currency, exponent: CURRENCY_EXPONENT[currency] },
    });
  }

  const token = ctx.newToken();
  const { donorName, donorEmail, isAnonymous, message, method, locale } = input;
  const donor = { donorName, donorEmail, isAnonymous, message, method, locale };
  const { totalMinor } = decision;
  const events = decision.events.map((event) => ({ ...event, id: ctx.newId() }));
  const { origin } = ctx;
  const pledge = {
    id,
    token,
    campaignId: campaign.id,
    terms,
    totalMinor,
    ...donor,
    events,
    origin,
    userId: input.userId,
    request,
    at,
  };
  return {
    at,
    data: {
      token,
      reference: referenceOf(id),
      campaignSlug: slug,
      totalMinor: totalMinor.toString(),
      currency,
      statusUrl: `${ctx.config.webUrl}/${locale}/gifts/${token}`,
    },
    write: (answer) => insertPledge(ctx.db, pledge, answer),
  };
}

const REFUSALS: Record<PledgeRefusal, string> = {
  "pledge.campaign_closed": "This campaign does not take gifts now. Nothing was charged.",
  "pledge.wrong_currency": "This campaign collects in another currency. Nothing was charged.",
  "pledge.amount_too_small": "This gift is below the smallest amount. Nothing was charged.",
  "pledge.amount_too_large": "This gift is above the largest amount. Nothing was charged.",
};
