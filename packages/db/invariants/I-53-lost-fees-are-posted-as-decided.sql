-- I-53 A campaign loses the provider's fee of refunded money exactly when that was decided, and not if the refund fails
-- kind: safety
-- Why: the organiser is told at the order who loses the fee; a fee that is taken from the wrong one, or kept after the
-- refund came to nothing, is money that a campaign misses.
-- Guard: trigger refund_keeps_its_fees; unique (kind, reference); fee and confirmation are posted in one transaction.
with due as (
  select stage.kind, r.id::text as reference, r.payment_id, entry.account, entry.provider, entry.campaign_id,
         r.currency::text as currency, stage.sign * entry.sign * r.lost_fee_minor as minor
  from refund r
  join payment p on p.id = r.payment_id
  join pledge g on g.id = p.pledge_id
  cross join lateral (values
    ('refund_fee', 1, true),
    ('refund_fee_undone', -1, r.failed_at is not null)) as stage (kind, sign, is_due)
  cross join lateral (values
    ('campaign_payable', null::text, g.campaign_id, 1),
    ('provider_fee', r.provider::text, null::uuid, -1)) as entry (account, provider, campaign_id, sign)
  where r.fee_bearer = 'campaign' and r.lost_fee_minor > 0 and r.confirmed_at is not null and stage.is_due
), counted as (
  select due.*, 1 as due, 0 as posted from due
  union all
  select l.kind::text, l.reference::text, l.payment_id, e.account::text, e.provider::text, e.campaign_id,
         e.currency::text, e.amount_minor, 0, 1
  from ledger_posting l
  join ledger_entry e on e.posting_id = l.id
  where l.kind in ('refund_fee', 'refund_fee_undone')
)
select kind, reference, account, minor, sum(due) as due, sum(posted) as posted
from counted
group by kind, reference, payment_id, account, provider, campaign_id, currency, minor
having sum(due) <> sum(posted)
