/** Promises $1 to $2, dealt to $3 campaigns, a few of each person, a second of time between them. */
export const PLANT_STORIES = `
  insert into planted
  select n, case when n % 10 = 0 then 'open' when n % 10 = 1 then 'failed' when n % 10 < 7 then 'refunded' else 'gift' end,
         c.id, uuidv7(), uuidv7(), uuidv7(), gift, 1500, 1000, gift + 2500,
         '2026-02-01Z'::timestamptz + n * interval '1 second'
  from generate_series($1::int, $2::int) n
  join book_campaign c on c.nr = 1 + n % $3::int
  cross join lateral (select 10000 + (n::bigint * 7919) % 490000 as gift) g`;

/** Promises, attempts and refunds with their final facts. */
export const PLANT_MONEY: readonly string[] = [
  `with promised as (
     insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor, fee_cover_minor,
       total_minor, donor_name, donor_email, is_anonymous, message, method, locale, created_at, fulfilled_by)
     select pledge_id, 'book-' || lpad(n::text, 22, '0'), 'book', lpad(n::text, 22, '0'), campaign_id, 'BDT', gift, tip,
       fee, total, 'Salma Khatun', 'donor' || (n::bigint * 104729) % 60000 || '@example.org', n % 5 = 0, null, 'bkash',
       'en', at, case when story in ('gift', 'refunded') then payment_id end
     from planted
   )
   insert into payment (id, pledge_id, attempt, provider, method, currency, amount_minor, rank, version, created_at,
     opened_at, session_id, redirect_url, ended_at, end_reason, captured_at, captured_minor, captured_currency,
     provider_payment_id, refund_reserved_minor)
   select payment_id, pledge_id, 1, 'sslcommerz', 'bkash', 'BDT', total,
     case story when 'open' then 10 when 'failed' then 30 else 40 end, 1, at, at, payment_id::text,
     'https://provider.example/pay', case when story = 'failed' then at end,
     case when story = 'failed' then 'failed' end, case when story in ('gift', 'refunded') then at end,
     case when story in ('gift', 'refunded') then total end, case when story in ('gift', 'refunded') then 'BDT' end,
     case when story in ('gift', 'refunded') then 'charge-' || n end, case when story = 'refunded' then total else 0 end
   from planted`,
  `insert into refund (id, payment_id, request_key, provider, provider_refund_id, currency, amount_minor, gift_minor,
     tip_minor, fee_cover_minor, held_minor, kind, reason, requested_at, accepted_at, confirmed_at)
   select refund_id, payment_id, 'book', 'sslcommerz', 'refund-' || n, 'BDT', total, gift, tip, fee, 0, 'donor_request',
     'The donor asked for it', at, at, at
   from planted where story = 'refunded'`,
];

/** Every capture and every step of a refund, each a posting of its own. */
export const PLANT_LEDGER: readonly string[] = [
  `with entry as (
     select p.*, posting.kind, posting.reference, uuidv7() as id
     from planted p
     cross join lateral (values
       ('capture', 'sslcommerz:charge-' || p.n, p.story in ('gift', 'refunded')),
       ('refund', p.refund_id::text, p.story = 'refunded'),
       ('refund_confirmed', p.refund_id::text, p.story = 'refunded')
     ) as posting(kind, reference, is_due)
     where posting.is_due
   ), posted as (
     insert into ledger_posting (id, kind, reference, payment_id, posted_at)
     select id, kind, reference, payment_id, at from entry
   )
   insert into ledger_entry (posting_id, account, provider, campaign_id, currency, amount_minor)
   select e.id, line.account, line.provider, line.campaign_id, 'BDT', line.minor
   from entry e
   cross join lateral (values
     ('capture', 'provider_clearing', 'sslcommerz', null::uuid, e.total),
     ('capture', 'campaign_payable', null, e.campaign_id, -e.gift),
     ('capture', 'tip', null, null, -e.tip),
     ('capture', 'provider_fee', 'sslcommerz', null, -e.fee),
     ('refund', 'campaign_payable', null, e.campaign_id, e.gift),
     ('refund', 'tip', null, null, e.tip),
     ('refund', 'provider_fee', 'sslcommerz', null, e.fee),
     ('refund', 'refund_clearing', 'sslcommerz', null, -e.total),
     ('refund_confirmed', 'refund_clearing', 'sslcommerz', null, e.total),
     ('refund_confirmed', 'provider_clearing', 'sslcommerz', null, -e.total)
   ) as line(kind, account, provider, campaign_id, minor)
   where line.kind = e.kind`,
];

const TERMS = `jsonb_build_object('campaignId', campaign_id, 'currency', 'BDT', 'giftMinor', gift::text,
  'tipMinor', tip::text, 'feeCoverMinor', fee::text, 'totalMinor', total::text)`;

/** One step of a promise; every promise goes the straight way. */
const step = (
  type: string,
  from: string,
  to: string,
  fromBucket: string,
  toBucket: string,
  stories: string,
) => `
  insert into outbox (id, type, version, subject_id, data, created_at, relayed_at)
  select uuidv7(), '${type}', 1, pledge_id, ${TERMS} || jsonb_build_object('paymentId', payment_id,
    'previousStatus', '${from}', 'newStatus', '${to}', 'fromBucket', '${fromBucket}', 'toBucket', '${toBucket}'), at, at
  from planted where story in (${stories})`;

const ALL = "'open', 'failed', 'gift', 'refunded'";
const PAID = "'gift', 'refunded'";

/** What the verbs would have told, as far as anybody listens. */
const TOLD: readonly string[] = [
  `insert into outbox (id, type, version, subject_id, data, created_at, relayed_at)
   select uuidv7(), 'pledge.created', 1, pledge_id, ${TERMS}, at, at from planted`,
  step("pledge.payment_initiated", "pending", "payment_initiated", "pending", "pending", ALL),
  step("pledge.failed", "payment_initiated", "failed", "pending", "failed", "'failed'"),
  step("pledge.completed", "payment_initiated", "completed", "pending", "captured", PAID),
  `insert into outbox (id, type, version, subject_id, data, created_at, relayed_at)
   select uuidv7(), 'payment.captured', 1, payment_id,
     ${TERMS} || jsonb_build_object('pledgeId', pledge_id, 'provider', 'sslcommerz'), at, at
   from planted where story in (${PAID})`,
  `insert into outbox (id, type, version, subject_id, data, created_at, relayed_at)
   select uuidv7(), 'payment.refunded', 1, payment_id,
     (${TERMS} - 'totalMinor') || jsonb_build_object('pledgeId', pledge_id, 'paymentId', payment_id,
       'refundId', refund_id, 'provider', 'sslcommerz', 'kind', 'donor_request', 'amountMinor', total::text,
       'heldMinor', '0', 'isFull', true, 'endsGift', true), at, at
   from planted where story = 'refunded'`,
  step("pledge.refunded", "completed", "refunded", "captured", "captured", "'refunded'"),
];

/** Every event with its deliveries, as the relay leaves them. $1: who listens to what, as JSON; $2: are they done? */
export const PLANT_EVENTS: readonly string[] = TOLD.map(
  (told) => `
  with told as (${told} returning id, type, version, created_at)
  insert into delivery (consumer, event_id, created_at, next_try_at, done_at)
  select consumer, t.id, t.created_at, t.created_at, case when $2 then t.created_at end
  from told t
  join jsonb_to_recordset($1::jsonb) as known(type text, version smallint, consumers jsonb)
    on known.type = t.type and known.version = t.version
  cross join lateral jsonb_array_elements_text(known.consumers) as consumer`,
);

/** What the consumers would have made of gifts: the donor's history and the public list. */
export const PLANT_HISTORY: readonly string[] = [
  `insert into donation (pledge_id, donor_id, campaign_id, currency, gift_minor, tip_minor, fee_cover_minor, total_minor,
     refunded_minor, left_minor, status, promised_at, captured_at)
   select p.pledge_id, d.id, p.campaign_id, 'BDT', p.gift, p.tip, p.fee, p.total, 0, p.gift, 'completed', p.at, p.at
   from planted p join donor d on d.email = 'donor' || (p.n::bigint * 104729) % 60000 || '@example.org'`,
  `insert into public_gift (pledge_id, public_id, campaign_id, is_anonymous, display_name, amount_minor, currency, at)
   select pledge_id, gen_random_uuid(), campaign_id, n % 5 = 0, case when n % 5 > 0 then 'Salma Khatun' end, gift,
     'BDT', at
   from planted`,
];
