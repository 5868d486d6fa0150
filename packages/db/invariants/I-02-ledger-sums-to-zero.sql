-- I-02 The whole ledger sums to zero in each currency
-- kind: safety
-- Why: the independent check of I-01. It needs no grouping by posting, so a defect in that grouping cannot hide here.
-- Guard: follows from ledger_posting_balances; entries can be neither changed nor deleted (append-only triggers).
select currency, sum(amount_minor) as left_over_minor
from ledger_entry
group by currency
having sum(amount_minor) <> 0
