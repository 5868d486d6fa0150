-- I-59 A donor's history has exactly the promises of which its consumer has heard
-- kind: safety
-- Why: a promise that was ticked off but not written never appears in the history, and no retry will bring it. A row of
-- a promise that nobody told of would be somebody's gift out of nowhere.
-- Guard: row and delivery mark are written in one transaction; primary key on pledge_id.
with heard as (
  select distinct coalesce((o.data ->> 'pledgeId')::uuid, o.subject_id) as pledge_id
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'donations' and d.done_at is not null
)
select coalesce(d.pledge_id, h.pledge_id) as pledge_id, d.donor_id
from donation d
full join heard h on h.pledge_id = d.pledge_id
where d.pledge_id is null or h.pledge_id is null
