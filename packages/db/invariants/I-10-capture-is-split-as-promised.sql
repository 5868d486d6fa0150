-- I-10 A gift's money is split exactly as promised: gift to the campaign less the platform's fee, tip, fee cover
-- kind: safety
-- Why: the posting balances even if a tip lands on the campaign or a gift on another campaign; this names it.
-- Held money is not split; I-05 and I-33 judge it.
-- Guard: the domain derives the entries from the pledge's frozen terms; entries are append-only.
select p.id as payment_id, l.id as posting_id
from payment p
join pledge g on g.id = p.pledge_id
join ledger_posting l on l.kind = 'capture' and l.reference = p.provider || ':' || p.provider_payment_id
join ledger_entry e on e.posting_id = l.id
where p.rank = 40 and p.held_as is null
group by p.id, l.id, g.id
having coalesce(sum(e.amount_minor) filter (
           where e.account = 'campaign_payable' and e.campaign_id = g.campaign_id and e.currency = g.currency), 0)
         <> -(g.gift_minor - g.platform_fee_minor)
    or coalesce(sum(e.amount_minor) filter (where e.account = 'platform_fee' and e.currency = g.currency), 0)
         <> -g.platform_fee_minor
    or coalesce(sum(e.amount_minor) filter (where e.account = 'tip' and e.currency = g.currency), 0) <> -g.tip_minor
    or coalesce(sum(e.amount_minor) filter (
           where e.account = 'provider_fee' and e.provider = p.provider and e.currency = g.currency), 0)
         <> -g.fee_cover_minor
    or bool_or(e.account not in ('provider_clearing', 'campaign_payable', 'platform_fee', 'tip', 'provider_fee')
               or e.currency <> g.currency or e.campaign_id <> g.campaign_id)
