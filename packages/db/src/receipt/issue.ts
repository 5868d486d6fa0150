import type { Currency } from "@careforall/domain/money";
import type { Correction } from "@careforall/domain/receipt";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

/**
 * Locks the counters of these years, making those that are new, in sorted order. Whoever holds a year's counter is the
 * only one who writes its receipts, so it must come before what decides about them is read.
 */
export async function lockReceiptYears(tx: Tx, years: readonly number[]): Promise<void> {
  const lock = () =>
    tx.query(sql`select 1 from receipt_year where year = any(${years}::smallint[]) order by year for update`);
  if ((await lock()).length === years.length) return;
  await tx.query(
    sql`insert into receipt_year (year, last_serial)
        select year, 0 from unnest(${years}::smallint[]) as given(year) order by year
        on conflict (year) do nothing`,
  );
  await lock();
}

export type NewReceipt = {
  readonly pledgeId: string;
  readonly paymentId: string;
  readonly year: number;
  readonly currency: Currency;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly totalMinor: bigint;
  readonly donorName: string | null;
  readonly receivedAt: Date;
};

/** Gives the next numbers of their years to these receipts, in the given order, under the locks of the counters. */
export async function issueReceipts(tx: Tx, receipts: readonly NewReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const rows = receipts.map((receipt, place) => ({
    place,
    pledge_id: receipt.pledgeId,
    payment_id: receipt.paymentId,
    year: receipt.year,
    currency: receipt.currency,
    gift_minor: `${receipt.giftMinor}`,
    tip_minor: `${receipt.tipMinor}`,
    fee_cover_minor: `${receipt.feeCoverMinor}`,
    total_minor: `${receipt.totalMinor}`,
    donor_name: receipt.donorName,
    received_at: receipt.receivedAt,
  }));
  const written = await tx.query(
    sql`with new as (
          select *, row_number() over (partition by year order by place) as nr
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as given(place int, pledge_id uuid, payment_id uuid, year smallint, currency text, gift_minor bigint,
                     tip_minor bigint, fee_cover_minor bigint, total_minor bigint, donor_name text,
                     received_at timestamptz)
        ), counted as (
          update receipt_year y set last_serial = y.last_serial + n.count
          from (select year, count(*) from new group by year) n where n.year = y.year
          returning y.year, y.last_serial - n.count as before
        )
        insert into receipt (pledge_id, payment_id, year, serial, currency, gift_minor, tip_minor, fee_cover_minor,
                             total_minor, donor_name, received_at, issued_at)
        select n.pledge_id, n.payment_id, n.year, c.before + n.nr, n.currency, n.gift_minor, n.tip_minor,
               n.fee_cover_minor, n.total_minor, n.donor_name, n.received_at, ${tx.at}
        from new n join counted c on c.year = n.year
        returning serial`,
  );
  assert(written.length === receipts.length, "every new receipt has a number");
}

/** Writes corrections of receipts, under the locks of their years' counters. */
export async function insertCorrections(
  tx: Tx,
  corrections: readonly (Correction & { readonly pledgeId: string })[],
): Promise<void> {
  if (corrections.length === 0) return;
  const rows = corrections.map(({ pledgeId, seq, refundId, kind, amountMinor, leftMinor }) => ({
    pledge_id: pledgeId,
    seq,
    refund_id: refundId,
    kind,
    amount_minor: `${amountMinor}`,
    left_minor: `${leftMinor}`,
    issued_at: tx.at,
  }));
  await tx.query(
    sql`insert into receipt_correction
        select * from jsonb_populate_recordset(null::receipt_correction, ${JSON.stringify(rows)}::jsonb)`,
  );
}
