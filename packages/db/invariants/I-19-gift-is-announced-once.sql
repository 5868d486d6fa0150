-- I-19 Every captured gift has exactly one event payment.captured, which says the same amounts
-- kind: safety
-- Why: everything that follows a gift follows this event. Missing, the gift is never counted; doubled, it counts twice.
-- Held money is no gift and has none (I-34), until staff accept it: then what is missing was taken from the fee cover first,
-- then from the tip.
-- Guard: event and capture are written in one transaction; the payment's row is locked; trigger outbox_is_kept.
with gift as (
  select p.id, p.provider, g.id as pledge_id, g.campaign_id, g.currency, g.gift_minor,
         least(g.tip_minor, given.minor - g.gift_minor) as tip_minor,
         given.minor - g.gift_minor - least(g.tip_minor, given.minor - g.gift_minor) as fee_cover_minor,
         given.minor as total_minor
  from payment p
  join pledge g on g.id = p.pledge_id
  cross join lateral (select case when p.accepted_at is null then g.total_minor else p.captured_minor end as minor) given
  where p.rank = 40 and (p.held_as is null or p.accepted_at is not null)
), announced as (
  select id as event_id, subject_id, data, count(*) over (partition by subject_id) as events
  from outbox
  where type = 'payment.captured'
)
select coalesce(g.id, a.subject_id) as payment_id, a.event_id, a.events
from gift g
full join announced a on a.subject_id = g.id
where g.id is null or a.event_id is null or a.events <> 1
   or (a.data ->> 'pledgeId', a.data ->> 'campaignId', a.data ->> 'provider', a.data ->> 'currency',
       a.data ->> 'giftMinor', a.data ->> 'tipMinor', a.data ->> 'feeCoverMinor', a.data ->> 'totalMinor')
      is distinct from
      (g.pledge_id::text, g.campaign_id::text, g.provider::text, g.currency::text,
       g.gift_minor::text, g.tip_minor::text, g.fee_cover_minor::text, g.total_minor::text)
