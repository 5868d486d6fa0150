-- I-52 Every settled payment has exactly one event payment.completed, which says what was posted
-- kind: safety
-- Why: finance reports and payouts follow this event. Another success of an attempt, or a charge under none, completes no
-- payment and has none.
-- Guard: event and fact are written in one transaction, under the locks of pledge and payment; trigger outbox_is_kept.
with settled as (
  select p.id, p.provider, p.captured_currency, p.captured_minor, p.provider_fee_minor, g.id as pledge_id, g.campaign_id
  from payment p
  join pledge g on g.id = p.pledge_id
  where p.settled_at is not null
), told as (
  select id as event_id, subject_id, data, count(*) over (partition by subject_id) as events
  from outbox
  where type = 'payment.completed'
)
select coalesce(s.id, t.subject_id) as payment_id, t.event_id, t.events
from settled s
full join told t on t.subject_id = s.id
where s.id is null or t.event_id is null or t.events <> 1
   or (t.data ->> 'pledgeId', t.data ->> 'campaignId', t.data ->> 'provider', t.data ->> 'currency',
       t.data ->> 'grossMinor', t.data ->> 'providerFeeMinor', t.data ->> 'netMinor')
      is distinct from
      (s.pledge_id::text, s.campaign_id::text, s.provider::text, s.captured_currency::text,
       s.captured_minor::text, s.provider_fee_minor::text, (s.captured_minor - s.provider_fee_minor)::text)
