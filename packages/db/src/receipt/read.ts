import { sql, type Db } from "../client/index.ts";

type CorrectionRow = {
  readonly seq: number;
  readonly kind: string;
  /** Digits: JSON has no bigint. */
  readonly amountMinor: string;
  readonly leftMinor: string;
  readonly issuedAt: string;
};

export type ReceiptRow = {
  readonly pledgeId: string;
  readonly donorEmail: string;
  /** Year and serial are null while the number is being given; the rest of a receipt is not told before. */
  readonly year: number | null;
  readonly serial: number | null;
  readonly campaignSlug: string;
  readonly campaignTitle: string;
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly totalMinor: bigint;
  readonly donorName: string | null;
  readonly method: string;
  readonly bankReference: string | null;
  readonly providerPaymentId: string | null;
  readonly receivedAt: Date;
  readonly issuedAt: Date;
  /** When the receipt was sent by mail; null while it was not. */
  readonly mailedAt: Date | null;
  readonly corrections: readonly CorrectionRow[];
};

/** The receipt of the gift that this token opens; null when there is no such gift, or its money is not received. */
export async function readReceiptOf(
  db: Db,
  query: { readonly token: string; readonly locale: string },
): Promise<ReceiptRow | null> {
  const [row] = await db.query<ReceiptRow>(
    sql`select g.id as "pledgeId", g.donor_email as "donorEmail", t.year, t.serial, c.slug as "campaignSlug", x.title as "campaignTitle",
               g.currency, t.gift_minor as "giftMinor", t.tip_minor as "tipMinor",
               t.fee_cover_minor as "feeCoverMinor", t.total_minor as "totalMinor", t.donor_name as "donorName",
               p.method, p.bank_reference as "bankReference", p.provider_payment_id as "providerPaymentId",
               t.received_at as "receivedAt", t.issued_at as "issuedAt",
               (select min(m.sent_at) from message m
                where m.pledge_id = g.id and m.template = 'receipt' and m.state = 'sent') as "mailedAt",
               (select coalesce(jsonb_agg(jsonb_build_object(
                         'seq', k.seq, 'kind', k.kind, 'amountMinor', k.amount_minor::text,
                         'leftMinor', k.left_minor::text, 'issuedAt', k.issued_at) order by k.seq), '[]')
                from receipt_correction k where k.pledge_id = g.id) as corrections
        from pledge g
        join payment p on p.id = g.fulfilled_by
        join campaign c on c.id = g.campaign_id
        join lateral (select title from campaign_text y where y.campaign_id = c.id
                      order by (y.locale = ${query.locale}) desc, (y.locale = c.locale) desc limit 1) x on true
        left join receipt t on t.pledge_id = g.id
        where g.token = ${query.token}`,
  );
  return row ?? null;
}
