-- I-43 A confirmed refund has exactly one event payment.refunded, a failed one exactly one payment.refund_failed
-- kind: safety
-- Why: totals and the public list follow these events. Missing, the page shows money that went back; doubled, it is
-- subtracted twice. An order and its acceptance are no news for the public; nor is a refund of a case, which was no gift.
-- What a refund of a held capture told before the gift took that capture's place stays told.
-- Guard: event and fact are written in one transaction, under the locks of pledge and payment; trigger outbox_is_kept.
with told as (
  -- As far as it had come while it was the payment's.
  select r.*, coalesce(r.payment_id, x.payment_id) as of_payment,
         r.confirmed_at is not null and (r.payment_id is not null or r.moved_as in ('confirmed', 'failed')) as is_back,
         r.failed_at is not null and (r.payment_id is not null or r.moved_as = 'failed') as has_failed
  from refund r
  left join money_exception x on x.id = r.case_id
), fact as (
  select r.id::text as refund_id, r.of_payment as payment_id, 'payment.refunded' as type, null::boolean as was_confirmed,
         r.amount_minor, r.gift_minor
  from told r where r.is_back
  union all
  select r.id::text, r.of_payment, 'payment.refund_failed', r.confirmed_at is not null, r.amount_minor, r.gift_minor
  from told r where r.has_failed
), counted as (
  select refund_id, payment_id, type, was_confirmed, amount_minor, gift_minor, 1 as facts, 0 as events from fact
  union all
  select data ->> 'refundId', subject_id, type, (data ->> 'wasConfirmed')::boolean, (data ->> 'amountMinor')::bigint,
         (data ->> 'giftMinor')::bigint, 0, 1
  from outbox
  where type in ('payment.refunded', 'payment.refund_failed')
)
select refund_id, payment_id, type, amount_minor, sum(facts) as facts, sum(events) as events
from counted
group by refund_id, payment_id, type, was_confirmed, amount_minor, gift_minor
having sum(facts) <> sum(events)
