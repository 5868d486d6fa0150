-- I-49 A case names exactly the charge that was posted to suspense
-- kind: safety
-- Why: a refund of a case is ordered by what the case says: another amount gives back another's money, another bank
-- reference gives it to somebody else.
-- Guard: written in the transaction of the posting; trigger money_exception_is_kept; postings are append-only.
select x.id as case_id, x.posting_id, x.amount_minor, x.currency, e.amount_minor as posted_minor, l.reference
from money_exception x
join ledger_posting l on l.id = x.posting_id
left join ledger_entry e on e.posting_id = l.id and e.account = 'provider_clearing'
left join payment p on p.id = x.payment_id and p.provider_payment_id = x.provider_payment_id
where x.amount_minor is distinct from e.amount_minor or x.currency is distinct from e.currency
   or x.provider is distinct from e.provider or l.reference <> x.provider || ':' || x.provider_payment_id
   or (p.id is not null and p.bank_reference is distinct from x.bank_reference)
