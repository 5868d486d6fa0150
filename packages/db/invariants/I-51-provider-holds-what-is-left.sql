-- I-51 By each payment a provider holds what it captured, less what it paid out and what donors have back
-- kind: safety
-- Why: this is the number to compare with the provider's own statement. Below zero is lawful: a refund that was
-- confirmed after its capture was settled is kept back from a later payout.
-- Guard: I-03, I-08 and I-50 together; none of them alone.
with held as (
  select l.payment_id, e.provider, e.currency, sum(e.amount_minor) as minor
  from ledger_entry e
  join ledger_posting l on l.id = e.posting_id
  where e.account = 'provider_clearing' and l.payment_id is not null
  group by l.payment_id, e.provider, e.currency
), moved as (
  select p.id as payment_id, p.provider, p.captured_currency as currency,
         case when p.settled_at is null then p.captured_minor else 0 end as minor
  from payment p
  where p.rank = 40
  union all
  -- A refund of a case is posted under the attempt that the case is about (I-08).
  select coalesce(r.payment_id, x.payment_id), r.provider, r.currency, -r.amount_minor
  from refund r
  left join money_exception x on x.id = r.case_id
  where r.confirmed_at is not null and r.failed_at is null and coalesce(r.payment_id, x.payment_id) is not null
  union all
  -- Another success of the same attempt: a capture of its own, which is settled by a posting of its own.
  select l.payment_id, e.provider, e.currency, sum(e.amount_minor)
  from ledger_posting l
  join payment p on p.id = l.payment_id and l.reference <> p.provider || ':' || p.provider_payment_id
  join ledger_entry e on e.posting_id = l.id and e.account = 'provider_clearing'
  where l.kind in ('capture', 'settlement')
  group by l.payment_id, e.provider, e.currency
), expected as (
  select payment_id, provider, currency, sum(minor) as minor
  from moved
  group by payment_id, provider, currency
)
select payment_id, provider, currency, h.minor as ledger_minor, x.minor as expected_minor
from held h
full join expected x using (payment_id, provider, currency)
where coalesce(h.minor, 0) <> coalesce(x.minor, 0)
