import {
  CAMPAIGN_STATUSES,
  type Campaign,
  type CampaignStatus,
  type LateReason,
} from "@careforall/domain/campaign";
import { isCurrency, money, type Currency } from "@careforall/domain/money";
import {
  type EndReason,
  END_REASONS,
  type HoldReason,
  HOLD_REASONS,
  type Payment,
  PROVIDER_NAMES,
  type ProviderName,
  rankOf,
} from "@careforall/domain/payment";
import type { AttemptFacts } from "@careforall/domain/pledge";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";
import { readAttempts } from "../pledge/attempts.ts";

type Row = {
  id: string;
  pledgeId: string;
  campaignId: string;
  provider: string;
  currency: string;
  amountMinor: bigint;
  giftMinor: bigint;
  tipMinor: bigint;
  feeCoverMinor: bigint;
  platformFeeMinor: bigint;
  version: number;
  openedAt: Date | null;
  authorizedAt: Date | null;
  needsReviewAt: Date | null;
  needsReviewWord: string | null;
  endedAt: Date | null;
  endReason: string | null;
  capturedAt: Date | null;
  capturedMinor: bigint | null;
  capturedCurrency: string | null;
  providerPaymentId: string | null;
  bankReference: string | null;
  heldAs: string | null;
  providerFeeMinor: bigint | null;
  settledAt: Date | null;
  acceptedAt: Date | null;
  campaignStatus: string;
  campaignEndsAt: Date | null;
  fulfilledBy: string | null;
  postedCaptures: string[];
};

/** An attempt under its lock, with what its pledge says and the version that the decision is made on. */
export type LockedPayment = {
  readonly payment: Payment;
  /** Not locked: whether money is late is judged by its end as well, which does not wait for the worker. */
  readonly campaign: Campaign;
  readonly fulfilledBy: string | null;
  /** All attempts of the pledge, this one among them. */
  readonly attempts: readonly AttemptFacts[];
  readonly version: number;
};

/**
 * Locks an attempt and its pledge until the transaction ends, pledge first (the order of every money verb), so that
 * two signals for one pledge are decided in turn. Null when there is no such attempt.
 */
export async function lockPayment(tx: Tx, id: string): Promise<LockedPayment | null> {
  await tx.query(
    sql`select 1 from pledge where id = (select pledge_id from payment where id = ${id}) for update`,
  );
  const [row] = await tx.query<Row>(
    sql`select p.id, p.pledge_id as "pledgeId", g.campaign_id as "campaignId", p.provider, p.currency,
               p.amount_minor as "amountMinor", g.gift_minor as "giftMinor", g.tip_minor as "tipMinor",
               g.fee_cover_minor as "feeCoverMinor", g.platform_fee_minor as "platformFeeMinor", p.version,
               p.opened_at as "openedAt", p.authorized_at as "authorizedAt", p.needs_review_at as "needsReviewAt",
               p.needs_review_word as "needsReviewWord", p.ended_at as "endedAt", p.end_reason as "endReason",
               p.captured_at as "capturedAt", p.captured_minor as "capturedMinor",
               p.captured_currency as "capturedCurrency", p.provider_payment_id as "providerPaymentId",
               p.bank_reference as "bankReference", p.held_as as "heldAs", p.accepted_at as "acceptedAt",
               p.provider_fee_minor as "providerFeeMinor", p.settled_at as "settledAt",
               g.fulfilled_by as "fulfilledBy",
               c.status as "campaignStatus", c.ends_at as "campaignEndsAt",
               array(select substr(l.reference, length(p.provider) + 2) from ledger_posting l
                     where l.payment_id = p.id and l.kind = 'capture') as "postedCaptures"
        from payment p join pledge g on g.id = p.pledge_id join campaign c on c.id = g.campaign_id
        where p.id = ${id} for update of p`,
  );
  if (row === undefined) return null;
  return {
    payment: toPayment(row),
    campaign: {
      id: row.campaignId,
      status: oneOf<CampaignStatus>(CAMPAIGN_STATUSES, row.campaignStatus),
      currency: currencyOf(row.currency),
      endsAt: row.campaignEndsAt,
    },
    fulfilledBy: row.fulfilledBy,
    attempts: await readAttempts(tx, row.pledgeId),
    version: row.version,
  };
}

/** A row that fits no shape of the domain is a bug, and says so. */
function toPayment(row: Row): Payment {
  const currency = currencyOf(row.currency);
  return {
    id: row.id,
    pledgeId: row.pledgeId,
    campaignId: row.campaignId,
    provider: oneOf<ProviderName>(PROVIDER_NAMES, row.provider),
    asked: money(row.amountMinor, currency),
    terms: {
      currency,
      giftMinor: row.giftMinor,
      tipMinor: row.tipMinor,
      feeCoverMinor: row.feeCoverMinor,
      platformFeeMinor: row.platformFeeMinor,
    },
    openedAt: row.openedAt,
    authorizedAt: row.authorizedAt,
    review: row.needsReviewAt === null ? null : { at: row.needsReviewAt, word: row.needsReviewWord ?? "" },
    end:
      row.endedAt === null ? null : { at: row.endedAt, reason: oneOf<EndReason>(END_REASONS, row.endReason) },
    capture: captureOf(row),
    postedCaptures: row.postedCaptures,
  };
}

function captureOf(row: Row): Payment["capture"] {
  if (row.capturedAt === null) return null;
  assert(row.capturedMinor !== null && row.providerPaymentId !== null, "a capture is stored as a whole");
  const currency = currencyOf(row.capturedCurrency);
  return {
    at: row.capturedAt,
    providerPaymentId: row.providerPaymentId,
    bankReference: row.bankReference,
    money: money(row.capturedMinor, currency),
    heldAs: row.heldAs === null ? null : oneOf<HoldReason>(HOLD_REASONS, row.heldAs),
    fee: row.providerFeeMinor === null ? null : money(row.providerFeeMinor, currency),
    settledAt: row.settledAt,
    acceptedAt: row.acceptedAt,
  };
}

function oneOf<T extends string>(list: readonly T[], text: string | null): T {
  const found = list.find((item) => item === text);
  assert(found !== undefined, `${text} is one of ${list.join(", ")}`);
  return found;
}

function currencyOf(text: string | null): Currency {
  assert(text !== null && isCurrency(text), `${text} is a currency`);
  return text;
}

/**
 * Writes the decided facts, only onto the version that was decided on. `lateAs` belongs to a new capture. A capture that
 * takes the place of another was never settled, and nothing of it has gone back.
 */
export async function savePayment(
  tx: Tx,
  before: LockedPayment,
  after: Payment,
  lateAs: LateReason | null,
): Promise<void> {
  const end = after.end ?? NO_END;
  const capture = after.capture ?? NO_CAPTURE;
  const rows = await tx.query<{ id: string }>(
    sql`update payment set
          rank = greatest(rank, ${rankOf(after)}::smallint), version = version + 1, opened_at = ${after.openedAt},
          authorized_at = ${after.authorizedAt}, needs_review_at = ${after.review?.at ?? null},
          needs_review_word = ${after.review?.word ?? null},
          ended_at = ${end.at}, end_reason = ${end.reason}, captured_at = ${capture.at},
          captured_minor = ${capture.money.amountMinor}, captured_currency = ${capture.money.currency},
          provider_payment_id = ${capture.providerPaymentId}, bank_reference = ${capture.bankReference},
          held_as = ${capture.heldAs}, provider_fee_minor = ${capture.fee?.amountMinor ?? null},
          accepted_at = ${capture.acceptedAt},
          late_as = case when provider_payment_id is not distinct from ${capture.providerPaymentId} then late_as
                         else ${lateAs}::text end,
          settled_at = case when provider_payment_id = ${capture.providerPaymentId} then settled_at end,
          settled_on = case when provider_payment_id = ${capture.providerPaymentId} then settled_on end,
          refund_reserved_minor = case when provider_payment_id = ${capture.providerPaymentId}
                                       then refund_reserved_minor else 0 end
        where id = ${after.id} and version = ${before.version} returning id`,
  );
  assert(rows.length === 1, "a locked payment is still at the version that was decided on");
}

const NO_END = { at: null, reason: null };
const NO_CAPTURE = {
  at: null,
  money: { amountMinor: null, currency: null },
  providerPaymentId: null,
  bankReference: null,
  heldAs: null,
  fee: null,
  acceptedAt: null,
};
