-- I-32 No job is held for more than a minute by a worker pool that gives no sign of life
-- kind: liveness
-- needs: graphile_worker._private_jobs
-- Why: Graphile Worker itself would leave the jobs of a killed process locked for four hours.
-- Guard: every running pool beats every few seconds and releases the jobs of silent ones.
select j.id as job_id, j.locked_by as pool_id, j.locked_at, h.seen_at
from graphile_worker._private_jobs j
left join worker_heartbeat h on h.pool_id = j.locked_by
where j.locked_at < now() - interval '60 seconds'
  and (h.seen_at is null or h.seen_at < now() - interval '60 seconds')
