-- I-48 Held money that staff accepted is posted once from suspense to the gift of its pledge, by the rule, with who and why
-- kind: safety
-- Why: this is the one way by which a person makes money raised. The gift is whole; what is missing of the promise is taken
-- from the fee cover first, then from the tip; nothing else is accepted.
-- Guard: unique (kind, reference); trigger money_exception_is_kept; pledge, payment and case are locked while it is decided.
with accepted as (
  select x.id as case_id, x.decided_by, x.decided_reason, p.id as payment_id, p.provider, p.held_as, p.captured_minor,
         p.captured_currency, g.campaign_id, g.currency, g.gift_minor, g.platform_fee_minor, g.total_minor, g.fulfilled_by,
         least(g.tip_minor, p.captured_minor - g.gift_minor) as tip_minor
  from payment p
  join pledge g on g.id = p.pledge_id
  left join money_exception x
    on x.payment_id = p.id and x.provider_payment_id = p.provider_payment_id and x.decision = 'accepted'
  where p.accepted_at is not null
), due as (
  select a.case_id::text as reference, a.payment_id, entry.account, entry.provider, entry.campaign_id, a.currency::text,
         entry.minor
  from accepted a
  cross join lateral (values
    ('suspense', null, null, a.captured_minor),
    ('campaign_payable', null, a.campaign_id, -(a.gift_minor - a.platform_fee_minor)),
    ('platform_fee', null, null, -a.platform_fee_minor),
    ('tip', null, null, -a.tip_minor),
    ('provider_fee', a.provider::text, null, -(a.captured_minor - a.gift_minor - a.tip_minor))
  ) as entry (account, provider, campaign_id, minor)
  where entry.minor <> 0
), counted as (
  select *, 1 as due, 0 as posted from due
  union all
  select l.reference::text, l.payment_id, e.account::text, e.provider::text, e.campaign_id, e.currency::text, e.amount_minor, 0, 1
  from ledger_posting l
  join ledger_entry e on e.posting_id = l.id
  where l.kind = 'held_accepted'
)
select reference, payment_id, account || ' ' || minor as what, sum(due) as due, sum(posted) as posted
from counted
group by reference, payment_id, account, provider, campaign_id, currency, minor
having sum(due) <> sum(posted)
union all
select case_id::text, payment_id, 'not a gift that staff may accept', 1, 0
from accepted
where case_id is null or decided_by is null or decided_reason is null
   or held_as not in ('risk_hold', 'amount_mismatch') or captured_currency <> currency
   or captured_minor not between gift_minor and total_minor or fulfilled_by is distinct from payment_id
union all
select x.id::text, x.payment_id, 'accepted, but its payment is not', 1, 0
from money_exception x
left join payment p on p.id = x.payment_id and p.provider_payment_id = x.provider_payment_id
where x.decision = 'accepted' and p.accepted_at is null
