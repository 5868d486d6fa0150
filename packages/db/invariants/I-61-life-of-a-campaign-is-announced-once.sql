-- I-61 Each step of a campaign's life and each milestone has exactly one event
-- kind: safety
-- Why: a celebration or a final report that is announced twice is sent twice; one that is not, never.
-- Guard: event and step are written in one transaction, under the lock of the campaign or of its total; primary key
-- (campaign_id, kind) on campaign_milestone.
with expected as (
  select campaign_id, 'campaign.' || to_status as type
  from campaign_status_history
  where to_status in ('closing', 'completed', 'expired')
  union all
  select campaign_id, 'campaign.' || kind
  from campaign_milestone
), told as (
  select subject_id as campaign_id, type
  from outbox
  where type in ('campaign.closing', 'campaign.completed', 'campaign.expired', 'campaign.goal_reached')
), counted as (
  select campaign_id, type, 1 as steps, 0 as events from expected
  union all
  select campaign_id, type, 0, 1 from told
)
select campaign_id, type, sum(steps) as steps, sum(events) as events
from counted
group by campaign_id, type
having sum(steps) <> sum(events)
