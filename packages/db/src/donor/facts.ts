import type { Donation, DonationFacts } from "@careforall/domain/donor";
import { isCurrency, money, type Currency } from "@careforall/domain/money";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

type AttemptRow = {
  readonly paymentId: string;
  readonly number: number;
  readonly isEnded: boolean;
  readonly isAuthorized: boolean;
  /** Digits: JSON has no bigint. */
  readonly capturedMinor: string | null;
  readonly capturedCurrency: string | null;
  readonly refundedMinor: string;
};

type Row = {
  readonly pledgeId: string;
  readonly email: string;
  readonly donorId: string | null;
  readonly campaignId: string;
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly promisedAt: Date;
  readonly fulfilledBy: string | null;
  readonly capturedAt: Date | null;
  readonly refundedGiftMinor: bigint;
  readonly refundedAt: Date | null;
  readonly attempts: readonly AttemptRow[];
  readonly leftMinor: bigint | null;
};

/** The facts of a promise, and what the history says about it by now. */
export type FoundDonation = {
  readonly facts: Omit<DonationFacts, "donorId">;
  /** In lower case. */
  readonly email: string;
  /** Null when nobody with this address has promised anything that was folded. */
  readonly donorId: string | null;
  /** What of the gift the history counts as standing; null without a row. */
  readonly kept: Pick<Donation, "leftMinor"> | null;
};

/**
 * What became of these promises, as of one moment, in order of ids. A promise that the history has belongs to the donor
 * whom it names there, even when the address has been erased since.
 */
export async function findDonations(tx: Tx, pledgeIds: readonly string[]): Promise<readonly FoundDonation[]> {
  const rows = await tx.query<Row>(
    sql`select g.id as "pledgeId", lower(g.donor_email) as email, coalesce(old.donor_id, d.id) as "donorId",
               g.campaign_id as "campaignId", g.currency, g.gift_minor as "giftMinor", g.tip_minor as "tipMinor",
               g.fee_cover_minor as "feeCoverMinor", g.created_at as "promisedAt", g.fulfilled_by as "fulfilledBy",
               paid.captured_at as "capturedAt", old.left_minor as "leftMinor",
               tried.attempts, tried.refunded_at as "refundedAt", tried.refunded_gift_minor as "refundedGiftMinor"
        from pledge g
        left join donation old on old.pledge_id = g.id
        left join donor d on old.pledge_id is null and d.email = lower(g.donor_email)
        left join payment paid on paid.id = g.fulfilled_by
        cross join lateral (
          select coalesce(jsonb_agg(jsonb_build_object(
                   'paymentId', p.id, 'number', p.attempt, 'isEnded', p.ended_at is not null,
                   'isAuthorized', p.rank = 20, 'capturedMinor', p.captured_minor::text,
                   'capturedCurrency', p.captured_currency, 'refundedMinor', back.minor::text)), '[]') as attempts,
                 max(back.at) as refunded_at,
                 coalesce(sum(back.gift_minor) filter (where p.id = g.fulfilled_by), 0)::bigint as refunded_gift_minor
          from payment p
          cross join lateral (
            select coalesce(sum(r.amount_minor), 0)::bigint as minor, coalesce(sum(r.gift_minor), 0) as gift_minor,
                   max(r.confirmed_at) as at
            from refund r where r.payment_id = p.id and r.confirmed_at is not null and r.failed_at is null
          ) as back
          where p.pledge_id = g.id
        ) as tried
        where g.id = any(${pledgeIds}::uuid[]) order by g.id`,
  );
  return rows.map(foundOf);
}

function foundOf(row: Row): FoundDonation {
  const { pledgeId, campaignId, promisedAt, fulfilledBy, capturedAt, refundedGiftMinor, refundedAt } = row;
  const { giftMinor, tipMinor, feeCoverMinor } = row;
  const currency = currencyOf(row.currency);
  const terms = { currency, giftMinor, tipMinor, feeCoverMinor };
  const attempts = row.attempts.map(({ capturedMinor, capturedCurrency, refundedMinor, ...attempt }) => ({
    ...attempt,
    captured: capturedMinor === null ? null : money(BigInt(capturedMinor), currencyOf(capturedCurrency)),
    refundedMinor: BigInt(refundedMinor),
  }));
  return {
    facts: {
      pledgeId,
      campaignId,
      currency,
      terms,
      promisedAt,
      fulfilledBy,
      capturedAt,
      refundedGiftMinor,
      refundedAt,
      attempts,
    },
    email: row.email,
    donorId: row.donorId,
    kept: row.leftMinor === null ? null : { leftMinor: row.leftMinor },
  };
}

function currencyOf(text: string | null): Currency {
  assert(text !== null && isCurrency(text), `${text} is a currency`);
  return text;
}
