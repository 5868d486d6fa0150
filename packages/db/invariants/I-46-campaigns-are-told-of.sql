-- I-46 A campaign has exactly one event campaign.created, and one campaign.activated once it has been public
-- kind: safety
-- Why: the row of its totals and every list outside begin with these.
-- Guard: campaign and events are written in one transaction.
with told as (
  select subject_id as campaign_id,
         count(*) filter (where type = 'campaign.created') as created,
         count(*) filter (where type = 'campaign.activated') as activated
  from outbox where type in ('campaign.created', 'campaign.activated')
  group by subject_id
)
select coalesce(c.id, t.campaign_id) as campaign_id, c.status, t.created, t.activated
from campaign c full join told t on t.campaign_id = c.id
where c.id is null or t.created is distinct from 1
   or (c.status in ('active', 'closing', 'completed', 'expired') and t.activated <> 1) or t.activated > 1
