import { type Db, sql } from "../client/index.ts";

export type DueRefund = {
  readonly id: string;
  /** Null for a refund of a case. */
  readonly paymentId: string | null;
  readonly provider: string;
  readonly tries: number;
  readonly requestedAt: Date;
};

/** Refunds whose time to be asked about has come; moved on at once, so that two workers do not ask twice. */
export const claimDueRefunds = (db: Db, limit: number, holdMs: number): Promise<readonly DueRefund[]> =>
  db.query<DueRefund>(
    sql`update refund set next_try_at = now() + ${holdMs} * interval '1 millisecond', tries = tries + 1
        where id in (select id from refund where next_try_at <= now()
                     order by next_try_at limit ${limit} for update skip locked)
        returning id, payment_id as "paymentId", provider, tries, requested_at as "requestedAt"`,
  );

/** For another `holdMs`, unless it is put off or decided meanwhile. */
export async function renewRefund(db: Db, id: string, holdMs: number): Promise<void> {
  await db.query(
    sql`update refund set next_try_at = now() + ${holdMs} * interval '1 millisecond'
        where id = ${id} and confirmed_at is null and failed_at is null
          and next_try_at <= now() + ${holdMs} * interval '1 millisecond'`,
  );
}

/** Notes when a refund that is still under way is asked about next, and why the last answer is missing. */
export async function putOffRefund(
  db: Db,
  row: { id: string; nextTryAfterMs: number | null; error: string | null },
): Promise<void> {
  await db.query(
    sql`update refund
        set last_error = ${row.error?.slice(0, 300) ?? null},
            next_try_at = case when ${row.nextTryAfterMs}::bigint is null then null
                               else now() + ${row.nextTryAfterMs}::bigint * interval '1 millisecond' end
        where id = ${row.id} and confirmed_at is null and failed_at is null`,
  );
}
