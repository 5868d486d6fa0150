-- I-34 All held money of an attempt is announced by payment.held: one event per charge, same amount, same reason
-- kind: safety
-- Why: whoever tells staff or the donor about held money hears of it by this event alone.
-- Guard: event and posting are written in one transaction, under the lock of the payment's row.
with held as (
  select l.payment_id, x.kind, e.currency::text as currency, e.amount_minor
  from money_exception x
  join ledger_posting l on l.id = x.posting_id
  join ledger_entry e on e.posting_id = l.id and e.account = 'provider_clearing'
  where l.payment_id is not null
), told as (
  select subject_id as payment_id, data ->> 'heldAs' as kind, data ->> 'currency' as currency,
         (data ->> 'amountMinor')::bigint as amount_minor
  from outbox
  where type = 'payment.held'
), counted as (
  select payment_id, kind, currency, amount_minor, 1 as held, 0 as told from held
  union all
  select payment_id, kind, currency, amount_minor, 0, 1 from told
)
select payment_id, kind, currency, amount_minor, sum(held) as charges, sum(told) as events
from counted
group by payment_id, kind, currency, amount_minor
having sum(held) <> sum(told)
