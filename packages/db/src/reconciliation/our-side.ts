import { isCurrency, money, type Money } from "@careforall/domain/money";
import { END_REASONS } from "@careforall/domain/payment";
import type { OurSide } from "@careforall/domain/reconciliation";
import { assert } from "@careforall/domain/shared";
import { type Db, sql } from "../client/index.ts";

type Row = {
  pledgeId: string | null;
  paymentId: string | null;
  askedMinor: bigint;
  askedCurrency: string;
  endReason: string | null;
  isPaid: boolean;
  postedMinor: string | null;
  postedCurrency: string | null;
};

/**
 * What our books say about one charge of a provider: what is posted under its id, and the attempt that its reference
 * spells (`paymentId`, which may be no attempt of ours). Debits are counted: all of a capture, however it is split.
 */
export async function readOurSide(
  db: Db,
  charge: { readonly provider: string; readonly paymentId: string | null; readonly fact: string },
): Promise<OurSide & { readonly pledgeId: string | null }> {
  const [row] = await db.query<Row>(
    sql`select p.id as "paymentId", p.pledge_id as "pledgeId", p.amount_minor as "askedMinor", p.currency as "askedCurrency",
               p.end_reason as "endReason", p.captured_at is not null or g.fulfilled_by is not null as "isPaid",
               posted.minor as "postedMinor", posted.currency as "postedCurrency"
        from (select 1) one
        left join payment p on p.id = ${charge.paymentId}::uuid and p.provider = ${charge.provider}
        left join pledge g on g.id = p.pledge_id
        left join lateral (
          select e.currency, sum(e.amount_minor)::text as minor
          from ledger_posting l join ledger_entry e on e.posting_id = l.id
          where l.kind = 'capture' and l.reference = ${charge.fact} and e.amount_minor > 0
          group by e.currency) posted on true`,
  );
  assert(row !== undefined, "one row is asked for");
  const { postedMinor, postedCurrency } = row;
  return {
    pledgeId: row.pledgeId,
    posted: postedMinor === null ? null : moneyOf(BigInt(postedMinor), postedCurrency),
    attempt:
      row.paymentId === null
        ? null
        : {
            asked: moneyOf(row.askedMinor, row.askedCurrency),
            end: END_REASONS.find((reason) => reason === row.endReason) ?? null,
            isPaid: row.isPaid,
          },
  };
}

function moneyOf(amountMinor: bigint, currency: string | null): Money {
  assert(currency !== null && isCurrency(currency), `${currency} is a currency`);
  return money(amountMinor, currency);
}
