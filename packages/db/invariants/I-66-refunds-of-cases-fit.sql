-- I-66 Refunds of a case never exceed its money, are reserved exactly, and close it when all of it is back
-- kind: safety
-- Why: a second success of an attempt and an unknown charge are refunded by their case; two orders that are each right may
-- together give back more than there is. An attempt's own capture is refunded as its payment (I-07, I-33).
-- Guard: CHECK money_exception_refunds_fit; the case is locked while an order is decided.
with ordered as (
  select case_id, sum(amount_minor) filter (where failed_at is null) as minor,
         sum(amount_minor) filter (where failed_at is null and confirmed_at is not null) as confirmed_minor,
         bool_or(held_minor <> amount_minor or payment_id is not null) as is_odd
  from refund
  where case_id is not null
  group by case_id
)
select x.id as case_id, x.kind, x.amount_minor, x.refund_reserved_minor, o.minor as ordered_minor, o.confirmed_minor, x.decision
from money_exception x
left join payment p on p.id = x.payment_id and p.provider_payment_id = x.provider_payment_id
left join ordered o on o.case_id = x.id
where x.refund_reserved_minor <> coalesce(o.minor, 0)
   or coalesce(o.minor, 0) > x.amount_minor
   or o.is_odd
   or (p.id is not null and o.case_id is not null)
   or (p.id is null and (coalesce(o.confirmed_minor, 0) = x.amount_minor) <> (x.decision is not distinct from 'refunded'))
   or (x.resolved_at is null) <> (x.decision is null)
union all
select null, 'refund of nothing', r.amount_minor, null, null, null, null
from refund r
where num_nonnulls(r.payment_id, r.case_id) <> 1
