-- I-77 A charge has at most one open finding; one that says that we hold money is about money that we do hold
-- kind: safety
-- Why: a difference that is found anew every ten minutes buries the others, and one about nothing sends people looking.
-- Guard: unique index reconciliation_finding_open; findings keep their words, postings are never changed.
select min(f.id::text) as finding_id, f.provider_payment_id, count(*) as open
from reconciliation_finding f
where f.closed_at is null and not f.is_dry
group by f.provider, f.provider_payment_id
having count(*) > 1
union all
select f.id::text, f.provider_payment_id, null
from reconciliation_finding f
left join payment p on p.id = f.payment_id
where (f.payment_id is not null and p.provider is distinct from f.provider)
   or (f.kind = 'missing_there' and not exists (
         select 1 from ledger_posting l join ledger_entry e on e.posting_id = l.id and e.amount_minor > 0
         where l.kind = 'capture' and l.reference = f.provider || ':' || f.provider_payment_id
         having sum(e.amount_minor) = f.ours_minor))
