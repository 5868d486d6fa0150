-- I-75 A finding that counts as repaired has its charge in the ledger, with the provider's amount where amounts differed
-- kind: safety
-- Why: a difference that is closed although nothing was posted is money that nobody looks for any more.
-- Guard: a finding is closed as repaired by one statement only, which finds the posting in the ledger.
select f.id as finding_id, f.kind, f.provider_payment_id, f.theirs_minor, sum(e.amount_minor) as posted_minor
from reconciliation_finding f
left join ledger_posting l on l.kind = 'capture' and l.reference = f.provider || ':' || f.provider_payment_id
left join ledger_entry e on e.posting_id = l.id and e.amount_minor > 0
where f.repaired_at is not null
group by f.id
having count(e.id) = 0 or (f.kind = 'amount_differs' and sum(e.amount_minor) <> f.theirs_minor)
