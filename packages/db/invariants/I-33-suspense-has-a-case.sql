-- I-33 Money that came into suspense has exactly one case for staff that says why; refunded as a whole, it is closed so
-- kind: safety
-- Why: held money without a case is forgotten money; a case without money sends a person looking for nothing.
-- An unknown charge names no attempt; an attempt's own capture gives the reason that the attempt itself keeps.
-- Guard: unique (posting_id) on money_exception; case and posting are written in one transaction.
with waiting as (
  select l.id, l.payment_id, p.held_as,
         l.reference = p.provider || ':' || p.provider_payment_id as is_own
  from ledger_posting l
  left join payment p on p.id = l.payment_id
  where l.kind = 'capture'
    and exists (select 1 from ledger_entry e
                where e.posting_id = l.id and e.account = 'suspense' and e.amount_minor < 0)
)
select coalesce(w.id, x.posting_id) as posting_id, x.id as exception_id, x.kind
from waiting w
full join money_exception x on x.posting_id = w.id
where w.id is null or x.id is null
   or w.payment_id is distinct from x.payment_id
   or (x.kind = 'unknown_charge') <> (x.payment_id is null)
   or (w.is_own and x.kind is distinct from w.held_as)
union all
select l.id, null, 'posted without attempt or case'
from ledger_posting l
where l.kind = 'capture' and l.payment_id is null
  and exists (select 1 from ledger_entry e
              where e.posting_id = l.id and e.account not in ('provider_clearing', 'suspense'))
union all
select x.posting_id, x.id, case when x.decision is null then 'open, but all refunded' else 'closed, but not empty' end
from money_exception x
join ledger_posting l on l.id = x.posting_id
join payment p on p.id = x.payment_id and l.reference = p.provider || ':' || p.provider_payment_id
cross join lateral (
  select coalesce(sum(r.held_minor) filter (where r.confirmed_at is not null and r.failed_at is null), 0) as minor
  from refund r where r.payment_id = p.id
) as refunded
where (refunded.minor = p.captured_minor) <> (x.decision is not distinct from 'refunded')
