import type { Entry, Posting } from "@careforall/domain/ledger";
import type { HeldChargeFacts } from "@careforall/domain/payment";
import { sql, type Tx } from "../client/index.ts";

/**
 * Posts one business fact. Unique by (kind, reference): a fact that is in the ledger already is a unique violation,
 * which rolls the caller back, because the caller decided on an older view.
 */
export async function insertPosting(
  tx: Tx,
  row: { id: string; posting: Posting; paymentId: string | null; requestId: string | null },
): Promise<void> {
  const entries = row.posting.entries.map((entry) => ({
    account: entry.account.kind,
    ...columnsOf(entry.account),
    currency: entry.currency,
    amount_minor: entry.amountMinor.toString(),
  }));
  await tx.query(
    sql`with posted as (
          insert into ledger_posting (id, kind, reference, payment_id, posted_at, request_id)
          values (${row.id}, ${row.posting.kind}, ${row.posting.reference}, ${row.paymentId}, ${tx.at}, ${row.requestId})
          returning id)
        insert into ledger_entry (posting_id, account, provider, campaign_id, currency, amount_minor)
        select posted.id, entry.account, entry.provider, entry.campaign_id, entry.currency, entry.amount_minor
        from posted, jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
          as entry(account text, provider text, campaign_id uuid, currency text, amount_minor bigint)`,
  );
}

function columnsOf(account: Entry["account"]): { provider?: string; campaign_id?: string } {
  if ("provider" in account) return { provider: account.provider };
  if ("campaignId" in account) return { campaign_id: account.campaignId };
  return {};
}

/** Whether the ledger holds this fact. */
export async function isPosted(tx: Tx, kind: Posting["kind"], reference: string): Promise<boolean> {
  const rows = await tx.query(
    sql`select 1 from ledger_posting where kind = ${kind} and reference = ${reference}`,
  );
  return rows.length > 0;
}

/** Opens a case for staff about money in suspense, in the transaction that put it there. */
export async function insertException(
  tx: Tx,
  row: {
    id: string;
    kind: string;
    paymentId: string | null;
    postingId: string;
    detail: string;
    charge: HeldChargeFacts;
  },
): Promise<void> {
  const { provider, providerPaymentId, bankReference, money } = row.charge;
  await tx.query(
    sql`insert into money_exception (id, kind, payment_id, posting_id, detail, provider, provider_payment_id,
          bank_reference, currency, amount_minor, opened_at)
        values (${row.id}, ${row.kind}, ${row.paymentId}, ${row.postingId}, ${row.detail.slice(0, 500)}, ${provider},
          ${providerPaymentId}, ${bankReference}, ${money.currency}, ${money.amountMinor}, ${tx.at})`,
  );
}
