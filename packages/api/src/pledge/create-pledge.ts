import type { Tx } from "@careforall/db/client";
import { findCampaignBySlug } from "@careforall/db/campaign";
import { appendEvents } from "@careforall/db/outbox";
import { hasKeyMadePledge, insertPledge } from "@careforall/db/pledge";
import { killPoint } from "@careforall/db/kill-point";
import { CURRENCY_EXPONENT, zCurrency } from "@careforall/domain/money";
import { zPaymentMethod } from "@careforall/domain/payment";
import { decidePledge, platformFeeOf, type PledgeRefusal } from "@careforall/domain/pledge";
import { AppError, referenceOf, zAmountMinor, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { expiredKey, type Key, once } from "../idempotency/index.ts";

/** Control characters would let a name write into headers and logs. */
const zLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, "must not contain control characters");

const emptyToNull = (text: string | null | undefined): string | null => (text ? text : null);

/** A donor's promise. Amounts are digit strings of minor units: Tk 500 is "50000". */
export const zCreatePledge = z.strictObject({
  campaignSlug: z.string().min(1).max(120),
  giftMinor: zAmountMinor,
  tipMinor: zAmountMinor.default("0"),
  feeCoverMinor: zAmountMinor.default("0"),
  currency: zCurrency,
  donorEmail: z.email().max(254).toLowerCase(),
  donorName: zLine(120).nullish().transform(emptyToNull),
  isAnonymous: z.boolean().default(false),
  message: z.string().trim().max(280).nullish().transform(emptyToNull),
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
 * Records a promise, its event and its answer in one transaction. No money moves and no provider is called.
 * Refuses with `pledge.*` (422), `campaign.not_found` (404), `idempotency.*` (422, 409); nothing is written then.
 */
export async function createPledge(ctx: Context, input: CreatePledge, key: Key): Promise<CreatedPledge> {
  const terms = zCreatePledge.parse(input);
  const created = await once(ctx, key, terms, (tx) => promiseOnce(ctx, tx, terms, key));
  if (ctx.answer?.isReplay === false) {
    ctx.metrics.gifts.inc({ outcome: "pledge.created" });
    ctx.wake("outbox");
  }
  return created;
}

/**
 * A key that is claimed as new may be an old one whose answer was swept. Its pledge still holds it, so a refusal must
 * not say that nothing has ever been charged under it.
 */
async function promiseOnce(
  ctx: Context,
  tx: Tx,
  input: z.output<typeof zCreatePledge>,
  key: Key,
): Promise<CreatedPledge> {
  try {
    return await promise(ctx, tx, input, key);
  } catch (error) {
    if (error instanceof AppError && (await hasKeyMadePledge(tx, key))) throw expiredKey();
    throw error;
  }
}

async function promise(
  ctx: Context,
  tx: Tx,
  input: z.output<typeof zCreatePledge>,
  key: Key,
): Promise<CreatedPledge> {
  const campaign = await findCampaignBySlug(tx, input.campaignSlug);
  if (campaign === null) throw new AppError("not_found", "campaign.not_found", "There is no such campaign.");

  const id = ctx.newId();
  const { currency } = input;
  const terms = {
    currency,
    giftMinor: BigInt(input.giftMinor),
    tipMinor: BigInt(input.tipMinor),
    feeCoverMinor: BigInt(input.feeCoverMinor),
    platformFeeMinor: platformFeeOf(BigInt(input.giftMinor), ctx.config.fees.platformBasisPoints),
  };
  const decision = decidePledge(id, terms, campaign, tx.at);
  if (decision.outcome === "refused") {
    throw new AppError("refused", decision.code, REFUSALS[decision.code], {
      details: { currency, exponent: CURRENCY_EXPONENT[currency] },
    });
  }

  const token = ctx.newToken();
  const { donorName, donorEmail, isAnonymous, message, method, locale } = input;
  const donor = { donorName, donorEmail, isAnonymous, message, method, locale };
  const { totalMinor } = decision;
  const isNew = await insertPledge(tx, {
    id,
    token,
    keyScope: key.scope,
    key: key.key,
    campaignId: campaign.id,
    ...terms,
    totalMinor,
    ...donor,
  });
  if (!isNew) throw expiredKey();
  killPoint("pledge.create/pledge_written");
  await appendEvents(
    tx,
    decision.events.map((event) => ({ ...event, id: ctx.newId() })),
    ctx.origin,
  );
  killPoint("pledge.create/events_written");
  return {
    token,
    reference: referenceOf(id),
    campaignSlug: input.campaignSlug,
    totalMinor: totalMinor.toString(),
    currency,
    statusUrl: `${ctx.config.webUrl}/${locale}/gifts/${token}`,
  };
}

const REFUSALS: Record<PledgeRefusal, string> = {
  "pledge.campaign_closed": "This campaign does not take gifts now. Nothing was charged.",
  "pledge.wrong_currency": "This campaign collects in another currency. Nothing was charged.",
  "pledge.amount_too_small": "This gift is below the smallest amount. Nothing was charged.",
  "pledge.amount_too_large": "This gift is above the largest amount. Nothing was charged.",
};
