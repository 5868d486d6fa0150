-- I-41 Every delivery is applied, or given to a person, within 60 seconds
-- kind: liveness
-- Why: this is the delay that donors see between paying and appearing on the page. What is forwarded to an address of
-- others waits for them (I-81); what a person has stopped waits for that person (careforall_consumer_paused).
-- Guard: none can be given against a failing consumer; retries with growing pauses, then dead_at.
select consumer, event_id, attempts, created_at, last_error
from delivery d
where done_at is null and dead_at is null and created_at < now() - interval '60 seconds' and consumer <> 'dispatch'
  and not exists (select 1 from consumer_pause p where p.consumer = d.consumer and p.resumed_at is null)
