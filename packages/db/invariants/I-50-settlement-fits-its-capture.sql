-- I-50 Each settlement pays out exactly one capture: all of it, to the bank and as the provider's fee, once
-- kind: safety
-- Why: what the bank has and what the provider still holds for us follow from this. A settlement without its capture is
-- money from nowhere; one of another amount hides what the provider kept.
-- Guard: unique (kind, reference); the domain refuses another gross or currency; CHECK payment_settled_as_a_whole;
-- trigger payment_is_settled_once; posting and fact are written in one transaction.
with settlement as (
  select l.id, l.reference, l.payment_id, min(e.currency) as currency,
         sum(e.amount_minor) filter (where e.account = 'bank') as bank_minor,
         sum(e.amount_minor) filter (where e.account = 'provider_fee') as fee_minor,
         sum(e.amount_minor) filter (where e.account = 'provider_clearing') as clearing_minor,
         count(distinct e.currency) > 1 or bool_or(e.account not in ('bank', 'provider_fee', 'provider_clearing')) as is_odd
  from ledger_posting l
  join ledger_entry e on e.posting_id = l.id
  where l.kind = 'settlement'
  group by l.id
), capture as (
  select l.reference, l.payment_id, e.currency, e.amount_minor as minor
  from ledger_posting l
  join ledger_entry e on e.posting_id = l.id and e.account = 'provider_clearing'
  where l.kind = 'capture'
)
select s.id as posting_id, s.reference, s.payment_id, s.bank_minor, s.fee_minor, s.clearing_minor, c.minor as captured_minor
from settlement s
left join capture c on c.reference = s.reference
where c.reference is null or s.is_odd or s.payment_id is distinct from c.payment_id or s.currency <> c.currency
   or coalesce(s.clearing_minor, 0) <> -c.minor or coalesce(s.bank_minor, 0) < 0 or coalesce(s.fee_minor, 0) < 0
union all
-- An attempt's own capture is settled if and only if its posting is there, with the fee that the attempt keeps.
select s.id, p.provider || ':' || p.provider_payment_id, p.id, s.bank_minor, s.fee_minor, s.clearing_minor, p.captured_minor
from payment p
left join settlement s on s.payment_id = p.id and s.reference = p.provider || ':' || p.provider_payment_id
where p.rank = 40
  and ((p.settled_at is not null) <> (s.id is not null)
       or (s.id is not null and coalesce(s.fee_minor, 0) <> p.provider_fee_minor))
