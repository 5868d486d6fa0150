-- I-62 A campaign whose total has passed its goal has the milestone goal_reached
-- kind: safety
-- Why: the milestone is made by the fold that passes the goal; missed there, no later gift makes up for it in time. A
-- milestone whose total fell again by refunds is lawful. Whoever lets a goal be lowered must note the milestone too.
-- Guard: the consumer of totals notes it in the transaction that changes the total.
select t.campaign_id, t.raised_minor, c.goal_minor
from campaign_total t
join campaign c on c.id = t.campaign_id
where t.raised_minor >= c.goal_minor
  and not exists (select 1 from campaign_milestone m
                  where m.campaign_id = t.campaign_id and m.kind = 'goal_reached')
