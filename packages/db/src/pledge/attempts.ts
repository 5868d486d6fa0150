import { isCurrency, money } from "@careforall/domain/money";
import type { AttemptFacts } from "@careforall/domain/pledge";
import { assert } from "@careforall/domain/shared";
import { type Db, sql, type Tx } from "../client/index.ts";

type Row = {
  readonly paymentId: string;
  readonly number: number;
  readonly isEnded: boolean;
  readonly isAuthorized: boolean;
  readonly capturedMinor: bigint | null;
  readonly capturedCurrency: string | null;
  readonly refundedMinor: bigint;
};

/**
 * What a pledge's attempts have come to, in any order; at most as many as one pledge may have. Stable in a transaction
 * that has locked the pledge: every verb that changes one of these rows locks it first.
 */
export async function readAttempts(db: Db | Tx, pledgeId: string): Promise<readonly AttemptFacts[]> {
  const rows = await db.query<Row>(
    sql`select p.id as "paymentId", p.attempt as number, p.ended_at is not null as "isEnded",
               p.rank = 20 as "isAuthorized", p.captured_minor as "capturedMinor",
               p.captured_currency as "capturedCurrency",
               (select coalesce(sum(r.amount_minor), 0)::bigint from refund r
                where r.payment_id = p.id and r.confirmed_at is not null and r.failed_at is null) as "refundedMinor"
        from payment p where p.pledge_id = ${pledgeId}`,
  );
  return rows.map(({ capturedMinor, capturedCurrency, ...facts }) => ({
    ...facts,
    captured: capturedMinor === null ? null : money(capturedMinor, currencyOf(capturedCurrency)),
  }));
}

function currencyOf(text: string | null) {
  assert(text !== null && isCurrency(text), `${text} is a currency`);
  return text;
}
