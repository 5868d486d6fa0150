import type { PaymentStep, Rank } from "@careforall/domain/payment";
import { sql, type Tx } from "../client/index.ts";
import type { Origin } from "../outbox/index.ts";

export type HistoryStep = { readonly from: PaymentStep; readonly to: PaymentStep; readonly toRank: Rank };

/** Appends steps to an attempt's history, numbered after the last one, under the attempt's lock. */
export async function appendHistory(
  tx: Tx,
  row: {
    paymentId: string;
    steps: readonly HistoryStep[];
    cause: string;
    evidence: string | null;
    origin: Origin;
  },
): Promise<void> {
  if (row.steps.length === 0) return;
  await tx.query(
    sql`insert into payment_history
          (payment_id, seq, from_status, to_status, to_rank, cause, evidence, request_id, traceparent, at)
        select ${row.paymentId},
               (select coalesce(max(seq), 0) from payment_history where payment_id = ${row.paymentId}) + step.nr,
               step."from", step."to", step."toRank", ${row.cause}, ${row.evidence}, ${row.origin.requestId},
               ${row.origin.traceparent}, ${tx.at}
        from rows from (jsonb_to_recordset(${JSON.stringify(row.steps)}::jsonb)
          as ("from" text, "to" text, "toRank" smallint)) with ordinality as step("from", "to", "toRank", nr)`,
  );
}

/** Keeps news that changed nothing, beside the history. */
export async function appendNews(
  tx: Tx,
  news: { paymentId: string; signal: string; why: string; cause: string; evidence: string | null },
): Promise<void> {
  await tx.query(
    sql`insert into payment_news (payment_id, signal, why, cause, evidence, at)
        values (${news.paymentId}, ${news.signal}, ${news.why}, ${news.cause}, ${news.evidence}, ${tx.at})`,
  );
}
