-- I-36 Every pledge has exactly one event pledge.created, which says the same amounts
-- kind: safety
-- Why: the event is what the rest of the platform knows about the promise.
-- Guard: pledge and event are written in one transaction; triggers pledge_is_kept and outbox_is_kept.
with told as (
  select id as event_id, subject_id, data, count(*) over (partition by subject_id) as events
  from outbox
  where type = 'pledge.created'
)
select coalesce(g.id, t.subject_id) as pledge_id, t.event_id, t.events
from pledge g
full join told t on t.subject_id = g.id
where g.id is null or t.event_id is null or t.events <> 1
   or (t.data ->> 'campaignId', t.data ->> 'currency', t.data ->> 'giftMinor', t.data ->> 'tipMinor',
       t.data ->> 'feeCoverMinor', t.data ->> 'totalMinor')
      is distinct from
      (g.campaign_id::text, g.currency::text, g.gift_minor::text, g.tip_minor::text,
       g.fee_cover_minor::text, g.total_minor::text)
