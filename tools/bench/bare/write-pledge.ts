import type pg from "pg";
import type { BarePledge } from "./pledge-input.ts";

/**
 * The same rows as the product's (key with its answer, pledge, event) in one prepared statement, so one round trip and
 * one commit. Nothing is written when the key is taken or the campaign takes no gifts.
 */
const CREATE = {
  name: "bare-create",
  text: `with campaign_found as (
           select id from campaign
           where slug = $4 and status = 'active' and currency = $5 and (ends_at is null or ends_at > now())
         ), claimed as (
           insert into idempotency_key (scope, key, request_hash, response, created_at, finished_at)
           select 'bare', $1, $2, $3, now(), now() from campaign_found
           on conflict do nothing returning key
         ), pledged as (
           insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor,
             fee_cover_minor, total_minor, donor_name, donor_email, is_anonymous, message, method, locale, created_at)
           select $6::uuid, $7, 'bare', claimed.key, campaign_found.id, $5, $8::bigint, $9::bigint, 0, $10::bigint,
             $11, $12, false, $13, $14, 'en', now()
           from campaign_found, claimed returning id, campaign_id
         ), told as (
           insert into outbox (id, type, version, subject_id, data, created_at)
           select $15::uuid, 'pledge.created', 1, pledged.id,
             jsonb_build_object('campaignId', pledged.campaign_id, 'giftMinor', $8::text, 'tipMinor', $9::text,
               'feeCoverMinor', '0', 'totalMinor', $10::text, 'currency', $5::text), now()
           from pledged
         )
         select id from pledged`,
};

/** Whether it was written. */
export async function writePledge(pool: pg.Pool, wish: BarePledge, key: string): Promise<boolean> {
  const { rows } = await pool.query({
    ...CREATE,
    values: [
      key,
      wish.requestHash,
      JSON.stringify(wish.answer),
      wish.campaignSlug,
      wish.currency,
      wish.id,
      wish.token,
      wish.giftMinor,
      wish.tipMinor,
      wish.totalMinor,
      wish.donorName,
      wish.donorEmail,
      wish.message,
      wish.method,
      wish.eventId,
    ],
  });
  return rows.length === 1;
}
