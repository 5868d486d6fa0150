-- I-16 Every event is relayed within 60 seconds of its commit
-- kind: liveness
-- Why: totals, public lists and receipts stand still for an event that nobody picks up. An event whose type no running
-- worker knows waits too, and is named here.
-- Guard: none can be given against a stopped worker; it shows as lag and ends when a worker runs.
select id as event_id, type, version, created_at
from outbox
where relayed_at is null and created_at < now() - interval '60 seconds'
