-- I-04 A capture posting that names an attempt names a captured one, of the same provider
-- kind: safety
-- Why: money in the ledger that no attempt says it received is invented. Postings without an attempt are unknown
-- charges and are judged by I-33.
-- Guard: foreign key to payment; rank never falls (trigger payment_facts_only_grow); one door writes both.
select l.id as posting_id, l.reference, p.id as payment_id, p.rank
from ledger_posting l
join payment p on p.id = l.payment_id
where l.kind = 'capture' and (p.rank < 40 or not starts_with(l.reference, p.provider || ':'))
