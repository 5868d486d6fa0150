-- I-37 An attempt asks for exactly what its pledge promised, and a campaign holds one currency
-- kind: safety
-- Why: asking for another amount charges a donor wrongly; a second currency makes every sum of a campaign meaningless.
-- Guard: triggers payment_facts_only_grow, pledge_is_kept and campaign_currency_is_fixed; checkout copies the pledge.
select 'attempt' as what, p.id::text as id, p.amount_minor, p.currency, g.total_minor as due_minor, g.currency as due_in
from payment p
join pledge g on g.id = p.pledge_id
where p.amount_minor <> g.total_minor or p.currency <> g.currency
union all
select 'pledge', g.id::text, g.total_minor, g.currency, g.total_minor, c.currency
from pledge g
join campaign c on c.id = g.campaign_id
where g.currency <> c.currency
union all
select 'ledger_entry', e.id::text, e.amount_minor, e.currency, e.amount_minor, c.currency
from ledger_entry e
join campaign c on c.id = e.campaign_id
where e.account = 'campaign_payable' and e.currency <> c.currency
