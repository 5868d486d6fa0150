-- I-01 Every posting has entries, and they sum to zero in each currency
-- kind: safety
-- Why: a posting that does not balance makes or destroys money; one without entries hides that it should have moved.
-- Guard: deferred constraint trigger ledger_posting_balances, judged at commit; append-only triggers keep it so.
select posting_id, currency, sum(amount_minor) as left_over_minor
from ledger_entry
group by posting_id, currency
having sum(amount_minor) <> 0
union all
select l.id, null, null
from ledger_posting l
where not exists (select 1 from ledger_entry e where e.posting_id = l.id)
