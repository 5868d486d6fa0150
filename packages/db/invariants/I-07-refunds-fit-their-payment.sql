-- I-07 Refunds never exceed what was captured, and three places agree on them: orders, reservation, ledger
-- kind: safety
-- Why: two orders that are each right may together give back more than there is. What an order has reserved is bounded
-- by a CHECK on the payment; what is accepted has left the accounts of the gift. A refund that failed counts nowhere.
-- What went back of the attempt's other charges is judged by I-66.
-- Guard: CHECK payment_refunds_fit; the pledge and the payment are locked while an order is decided.
with ordered as (
  select r.payment_id, sum(r.amount_minor) as minor,
         sum(r.amount_minor) filter (where r.accepted_at is not null) as accepted_minor,
         sum(r.gift_minor) as gift_minor, sum(r.tip_minor) as tip_minor, sum(r.fee_cover_minor) as fee_cover_minor,
         bool_or(r.currency is distinct from p.captured_currency
                 or (r.held_minor > 0) <> (p.held_as is not null and p.accepted_at is null)) as is_odd
  from refund r
  join payment p on p.id = r.payment_id
  where r.failed_at is null
  group by r.payment_id
), posted as (
  select l.payment_id, -sum(e.amount_minor) as minor
  from ledger_posting l
  join ledger_entry e on e.posting_id = l.id
  left join refund r on r.id::text = l.reference
  where r.case_id is null and l.kind in ('refund', 'refund_failed', 'refund_confirmed')
    and e.account in ('refund_clearing', 'provider_clearing')
  group by l.payment_id
)
select p.id as payment_id, p.captured_minor, p.refund_reserved_minor, o.minor as ordered_minor, o.accepted_minor,
       l.minor as posted_minor
from payment p
join pledge g on g.id = p.pledge_id
left join ordered o on o.payment_id = p.id
left join posted l on l.payment_id = p.id
where p.refund_reserved_minor <> coalesce(o.minor, 0)
   or coalesce(o.accepted_minor, 0) <> coalesce(l.minor, 0)
   or coalesce(o.minor, 0) > coalesce(p.captured_minor, 0)
   or o.gift_minor > g.gift_minor or o.tip_minor > g.tip_minor or o.fee_cover_minor > g.fee_cover_minor
   or o.is_odd
