import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";
import type { LockedPayment } from "./payment.ts";

/** Notes on an attempt that its capture was paid out, under its lock. `settledOn` is the day of the statement. */
export async function settlePayment(
  tx: Tx,
  before: LockedPayment,
  row: { readonly feeMinor: bigint; readonly settledOn: string | null },
): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    sql`update payment set settled_at = ${tx.at}, settled_on = ${row.settledOn}::date,
          provider_fee_minor = ${row.feeMinor}, version = version + 1
        where id = ${before.payment.id} and version = ${before.version} and settled_at is null returning id`,
  );
  assert(rows.length === 1, "a payment that was decided to be unsettled is still so under its lock");
}
