-- I-08 Each refund is recorded once and posted exactly as far as it has come: accepted, confirmed, failed
-- kind: safety
-- Why: an order posts nothing; accepted money leaves gift, platform fee, tip, fee cover or suspense for the way back; confirmed money
-- leaves the provider; what fails after acceptance returns to where it was taken from, part by part.
-- Guard: unique (provider, provider_refund_id); unique (kind, reference); state and posting are written in one
-- transaction; triggers refund_facts_only_grow and *_append_only.
with due as (
  select r.id, coalesce(r.payment_id, x.payment_id) as payment_id, r.currency::text as currency, r.provider::text as provider, g.campaign_id, stage.kind,
         r.amount_minor, r.gift_minor, r.platform_fee_minor, r.tip_minor, r.fee_cover_minor, r.held_minor, r.confirmed_at is not null as was_confirmed
  from refund r
  left join money_exception x on x.id = r.case_id
  left join payment p on p.id = r.payment_id
  left join pledge g on g.id = p.pledge_id
  cross join lateral (values
    ('refund', r.accepted_at is not null),
    ('refund_confirmed', r.confirmed_at is not null),
    ('refund_failed', r.failed_at is not null and r.accepted_at is not null)) as stage (kind, is_due)
  where stage.is_due
), entries_due as (
  select d.kind, d.id::text as reference, d.payment_id, entry.account, entry.provider, entry.campaign_id, d.currency,
         entry.minor
  from due d
  cross join lateral (values
    ('campaign_payable', null, d.campaign_id, case d.kind when 'refund' then 1 when 'refund_failed' then -1 else 0 end * (d.gift_minor - d.platform_fee_minor)),
    ('platform_fee', null, null,
      case d.kind when 'refund' then 1 when 'refund_failed' then -1 else 0 end * d.platform_fee_minor),
    ('tip', null, null, case d.kind when 'refund' then 1 when 'refund_failed' then -1 else 0 end * d.tip_minor),
    ('provider_fee', d.provider, null,
      case d.kind when 'refund' then 1 when 'refund_failed' then -1 else 0 end * d.fee_cover_minor),
    ('suspense', null, null, case d.kind when 'refund' then 1 when 'refund_failed' then -1 else 0 end * d.held_minor),
    ('refund_clearing', d.provider, null,
      case when d.kind = 'refund' then -1 when d.kind = 'refund_confirmed' then 1 when d.was_confirmed then 0 else 1 end
      * d.amount_minor),
    ('provider_clearing', d.provider, null,
      case when d.kind = 'refund_confirmed' then -1 when d.kind = 'refund_failed' and d.was_confirmed then 1 else 0 end
      * d.amount_minor)) as entry (account, provider, campaign_id, minor)
  where entry.minor <> 0
), counted as (
  select kind, reference, payment_id, account, provider, campaign_id, currency, minor, 1 as due, 0 as posted
  from entries_due
  union all
  select l.kind::text, l.reference::text, l.payment_id, e.account::text, e.provider::text, e.campaign_id,
         e.currency::text, e.amount_minor, 0, 1
  from ledger_posting l
  join ledger_entry e on e.posting_id = l.id
  where l.kind in ('refund', 'refund_confirmed', 'refund_failed')
)
select kind, reference, account, minor, sum(due) as due, sum(posted) as posted
from counted
group by kind, reference, payment_id, account, provider, campaign_id, currency, minor
having sum(due) <> sum(posted)
union all
select 'twice', provider_refund_id, provider, count(*), 1, count(*)
from refund
where provider_refund_id is not null
group by provider, provider_refund_id
having count(*) > 1
