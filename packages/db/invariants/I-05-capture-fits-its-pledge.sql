-- I-05 Captured money is exactly what its pledge promised, or it waits in suspense
-- kind: safety
-- Why: only the promised amount in the promised currency is a gift. Other amounts, other currencies, risky charges
-- and second captures are posted too, but to suspense alone, until a person decides (I-48 judges what they accept).
-- Guard: trigger payment_facts_only_grow and pledge_is_kept freeze both sides; the domain decides between the two.
select p.id as payment_id, null::uuid as posting_id, p.captured_minor, p.captured_currency, g.total_minor, g.currency
from payment p
join pledge g on g.id = p.pledge_id
where p.rank = 40 and p.held_as is null
  and (p.captured_minor <> g.total_minor or p.captured_currency <> g.currency)
union all
select l.payment_id, l.id, p.captured_minor, p.captured_currency, g.total_minor, g.currency
from ledger_posting l
join payment p on p.id = l.payment_id
join pledge g on g.id = p.pledge_id
where l.kind = 'capture'
  and (p.held_as is not null or l.reference <> p.provider || ':' || p.provider_payment_id)
  and exists (select 1 from ledger_entry e
              where e.posting_id = l.id and e.account not in ('provider_clearing', 'suspense'))
