import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

/**
 * An attempt's held capture gives way to the gift: its case takes over its refunds with what they have reserved, and
 * keeps how it was settled. Under the locks of pledge and payment, before the gift is saved as the attempt's capture.
 */
export async function giveWay(tx: Tx, paymentId: string): Promise<void> {
  const [held] = await tx.query<{ id: string }>(
    sql`update money_exception x
        set gave_way_at = ${tx.at}, refund_reserved_minor = p.refund_reserved_minor,
            completed_fee_minor = case when p.settled_at is not null then p.provider_fee_minor end
        from payment p
        where p.id = ${paymentId} and x.payment_id = p.id and x.provider_payment_id = p.provider_payment_id
        returning x.id`,
  );
  assert(held !== undefined, `the held capture of payment ${paymentId} has a case`);
  await tx.query(
    sql`update refund
        set payment_id = null, case_id = ${held.id},
            moved_as = case when failed_at is not null then 'failed' when confirmed_at is not null then 'confirmed'
                            when accepted_at is not null then 'accepted' else 'requested' end
        where payment_id = ${paymentId}`,
  );
}
