-- I-43 A confirmed refund has exactly one event *.refunded, a failed one exactly one *.refund_failed
-- kind: safety
-- Why: totals and the public list follow payment.refunded. Missing, the page shows money that went back; doubled, it is
-- subtracted twice. A refund of a case was no gift: it is told as case.refunded, which no total hears. An order and its
-- acceptance are no news. What a refund of a held capture had told as the payment's before that capture gave way to the
-- gift stays told so; what came later is told as the case's.
-- Guard: event and fact are written in one transaction, under the locks of pledge and payment, or of the case; trigger
-- outbox_is_kept.
with told_of as (
  select r.id::text as refund_id, coalesce(r.payment_id, x.payment_id) as payment_id, r.case_id, r.confirmed_at, r.failed_at,
         r.amount_minor, r.gift_minor,
         r.case_id is null or coalesce(r.moved_as, '') in ('confirmed', 'failed') as is_back_of_payment,
         r.case_id is null or coalesce(r.moved_as, '') = 'failed' as has_failed_of_payment
  from refund r
  left join money_exception x on x.id = r.case_id
), fact as (
  select refund_id, case when is_back_of_payment then payment_id else case_id end as subject_id,
         case when is_back_of_payment then 'payment.' else 'case.' end || 'refunded' as type,
         null::boolean as was_confirmed, amount_minor, gift_minor
  from told_of where confirmed_at is not null
  union all
  select refund_id, case when has_failed_of_payment then payment_id else case_id end,
         case when has_failed_of_payment then 'payment.' else 'case.' end || 'refund_failed', confirmed_at is not null,
         amount_minor, gift_minor
  from told_of where failed_at is not null
), counted as (
  select refund_id, subject_id, type, was_confirmed, amount_minor, gift_minor, 1 as facts, 0 as events from fact
  union all
  select data ->> 'refundId', subject_id, type, (data ->> 'wasConfirmed')::boolean, (data ->> 'amountMinor')::bigint,
         coalesce((data ->> 'giftMinor')::bigint, 0), 0, 1
  from outbox
  where type in ('payment.refunded', 'payment.refund_failed', 'case.refunded', 'case.refund_failed')
)
select refund_id, subject_id, type, amount_minor, sum(facts) as facts, sum(events) as events
from counted
group by refund_id, subject_id, type, was_confirmed, amount_minor, gift_minor
having sum(facts) <> sum(events)
