-- I-35 An attempt has one event payment.initiated, its opened page one payment.pending, its end one payment.failed
-- kind: safety
-- Why: a failed attempt announced twice makes two sad e-mails; not announced, the donor never hears. A stronger reason
-- that comes later is not announced again. An attempt that was captured before its page was known has no payment.pending.
-- Guard: event and step are written in one transaction, under the lock of the payment's row.
with expected as (
  select p.id as payment_id, p.amount_minor, p.currency::text as currency, 'payment.initiated' as type
  from payment p
  union all
  select p.id, p.amount_minor, p.currency::text, 'payment.failed'
  from payment p
  where p.ended_at is not null
  union all
  select p.id, p.amount_minor, p.currency::text, 'payment.pending'
  from payment_history h
  join payment p on p.id = h.payment_id
  where h.to_status = 'pending'
  union all
  select p.id, p.amount_minor, p.currency::text, 'payment.authorized'
  from payment p
  where p.authorized_at is not null
), told as (
  select subject_id as payment_id, (data ->> 'amountMinor')::bigint as amount_minor, data ->> 'currency' as currency,
         type
  from outbox
  where type in ('payment.initiated', 'payment.pending', 'payment.authorized', 'payment.failed')
), counted as (
  select expected.*, 1 as steps, 0 as events from expected
  union all
  select told.*, 0, 1 from told
)
select payment_id, type, amount_minor, currency, sum(steps) as steps, sum(events) as events
from counted
group by payment_id, type, amount_minor, currency
having sum(steps) <> sum(events)
