import { type Currency, isCurrency } from "@careforall/domain/money";
import type { PledgeTerms } from "@careforall/domain/pledge";
import { type Correction, CORRECTION_KINDS, type ReceiptRefund } from "@careforall/domain/receipt";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

/** A gift for which there must be a receipt. Nothing here changes any more. */
export type ReceivedGift = {
  readonly pledgeId: string;
  readonly paymentId: string;
  readonly currency: Currency;
  readonly terms: PledgeTerms;
  readonly capturedMinor: bigint;
  readonly donorName: string | null;
  readonly receivedAt: Date;
};

type GiftRow = Omit<ReceivedGift, "currency" | "terms"> & {
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly platformFeeMinor: bigint;
};

/** Which of these promises have become gifts, in the order in which the money came. */
export async function findReceivedGifts(
  tx: Tx,
  pledgeIds: readonly string[],
): Promise<readonly ReceivedGift[]> {
  const rows = await tx.query<GiftRow>(
    sql`select g.id as "pledgeId", p.id as "paymentId", g.currency, g.gift_minor as "giftMinor",
               g.tip_minor as "tipMinor", g.fee_cover_minor as "feeCoverMinor",
               g.platform_fee_minor as "platformFeeMinor", p.captured_minor as "capturedMinor",
               g.donor_name as "donorName", p.captured_at as "receivedAt"
        from pledge g join payment p on p.id = g.fulfilled_by
        where g.id = any(${pledgeIds}::uuid[]) order by p.captured_at, g.id`,
  );
  return rows.map(({ giftMinor, tipMinor, feeCoverMinor, platformFeeMinor, ...row }) => {
    const { currency } = row;
    assert(isCurrency(currency), `${currency} is a currency`);
    return { ...row, currency, terms: { currency, giftMinor, tipMinor, feeCoverMinor, platformFeeMinor } };
  });
}

/** What is written of a promise's receipt by now, and what of its money has ever gone back. */
export type KeptReceipt = {
  readonly pledgeId: string;
  readonly hasReceipt: boolean;
  readonly corrections: readonly Correction[];
  readonly refunds: readonly ReceiptRefund[];
};

type KeptRow = {
  readonly pledgeId: string;
  readonly hasReceipt: boolean;
  /** Amounts are digits and times are texts: JSON has neither bigints nor dates. */
  readonly corrections: readonly {
    seq: number;
    refundId: string;
    kind: string;
    amountMinor: string;
    leftMinor: string;
  }[];
  readonly refunds: readonly {
    refundId: string;
    amountMinor: string;
    confirmedAt: string;
    failedAt: string | null;
  }[];
};

/** Receipts, corrections and refunds of gifts as of one moment, under the locks of their years' counters. */
export async function readKeptReceipts(
  tx: Tx,
  pledgeIds: readonly string[],
): Promise<ReadonlyMap<string, KeptReceipt>> {
  const rows = await tx.query<KeptRow>(
    sql`select g.id as "pledgeId", t.pledge_id is not null as "hasReceipt",
               (select coalesce(jsonb_agg(jsonb_build_object(
                         'seq', c.seq, 'refundId', c.refund_id, 'kind', c.kind,
                         'amountMinor', c.amount_minor::text, 'leftMinor', c.left_minor::text) order by c.seq), '[]')
                from receipt_correction c where c.pledge_id = g.id) as corrections,
               (select coalesce(jsonb_agg(jsonb_build_object(
                         'refundId', r.id, 'amountMinor', r.amount_minor::text, 'confirmedAt', r.confirmed_at,
                         'failedAt', r.failed_at)), '[]')
                from refund r where r.payment_id = g.fulfilled_by and r.confirmed_at is not null) as refunds
        from pledge g left join receipt t on t.pledge_id = g.id
        where g.id = any(${pledgeIds}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.pledgeId, keptOf(row)]));
}

const keptOf = ({ corrections, refunds, ...row }: KeptRow): KeptReceipt => ({
  ...row,
  corrections: corrections.map(({ seq, refundId, kind, amountMinor, leftMinor }) => {
    const known = CORRECTION_KINDS.find((one) => one === kind);
    assert(known !== undefined, `${kind} is a kind of correction`);
    return { seq, refundId, kind: known, amountMinor: BigInt(amountMinor), leftMinor: BigInt(leftMinor) };
  }),
  refunds: refunds.map(({ refundId, amountMinor, confirmedAt, failedAt }) => ({
    refundId,
    amountMinor: BigInt(amountMinor),
    confirmedAt: new Date(confirmedAt),
    failedAt: failedAt === null ? null : new Date(failedAt),
  })),
});
