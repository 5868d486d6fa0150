-- I-52 Every settled payment has exactly one event payment.completed, which says what was posted
-- kind: safety
-- Why: finance reports and payouts follow this event. Another success of an attempt, or a charge under none, completes no
-- payment and has none. A held capture that was settled before the gift took its place has completed its payment; the
-- gift's own settlement completes it once more.
-- Guard: event and fact are written in one transaction, under the locks of pledge and payment; trigger outbox_is_kept.
with settled as (
  select p.id, p.provider, p.captured_currency as currency, p.captured_minor as gross_minor, p.provider_fee_minor as fee_minor,
         p.pledge_id
  from payment p
  where p.settled_at is not null
  union all
  select p.id, p.provider, x.currency, x.amount_minor, x.completed_fee_minor, p.pledge_id
  from money_exception x
  join payment p on p.id = x.payment_id
  where x.completed_fee_minor is not null
), counted as (
  select s.id as payment_id, g.id::text as pledge, g.campaign_id::text as campaign, s.provider::text as provider,
         s.currency::text as currency, s.gross_minor::text as gross, s.fee_minor::text as fee,
         (s.gross_minor - s.fee_minor)::text as net, 1 as facts, 0 as events
  from settled s
  join pledge g on g.id = s.pledge_id
  union all
  select subject_id, data ->> 'pledgeId', data ->> 'campaignId', data ->> 'provider', data ->> 'currency',
         data ->> 'grossMinor', data ->> 'providerFeeMinor', data ->> 'netMinor', 0, 1
  from outbox
  where type = 'payment.completed'
)
select payment_id, currency, gross, fee, net, sum(facts) as facts, sum(events) as events
from counted
group by payment_id, pledge, campaign, provider, currency, gross, fee, net
having sum(facts) <> sum(events)
