-- I-64 No campaign stays active a minute after its end, nor closing a minute after its 48 hours
-- kind: liveness
-- Why: pledges are refused at the end in any case, but a page that says "active" invites people who are then refused,
-- and the organiser waits for the result.
-- Guard: none can be given against a stopped worker; it shows as lag and ends when a worker runs.
select id as campaign_id, status, ends_at
from campaign
where (status = 'active' and ends_at < now() - interval '60 seconds')
   or (status = 'closing' and ends_at < now() - interval '48 hours 60 seconds')
