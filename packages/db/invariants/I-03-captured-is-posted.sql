-- I-03 The capture of every attempt is posted once, with exactly the captured amount
-- kind: safety
-- Why: every unit that a provider holds for us is in the ledger at once, or our books and theirs part.
-- The posting is found by the provider's id of the charge. A second success of the same attempt has an id and a
-- posting of its own, which is lawful and is judged by I-05 and I-33.
-- Guard: unique (kind, reference) on ledger_posting; payment and posting are written in one transaction.
select p.id as payment_id, p.captured_minor, p.captured_currency, l.id as posting_id,
       sum(e.amount_minor) as posted_minor
from payment p
left join ledger_posting l
  on l.kind = 'capture' and l.reference = p.provider || ':' || p.provider_payment_id and l.payment_id = p.id
left join ledger_entry e
  on e.posting_id = l.id and e.account = 'provider_clearing' and e.provider = p.provider
     and e.currency = p.captured_currency
where p.rank = 40
group by p.id, l.id
having coalesce(sum(e.amount_minor), 0) <> p.captured_minor
