-- I-20 Every accepted notification is processed, or given to a person, within 5 minutes
-- kind: liveness
-- Why: a notification is how we learn of most captures. Waiting longer means that the worker is down or the provider
-- does not answer; the status page and the poller still find the money meanwhile.
-- Guard: none can be given against a silent provider; retries with growing pauses, then dead_at.
select id as notice_id, provider, reference, attempts, received_at, last_error
from inbox
where verdict = 'accepted' and processed_at is null and dead_at is null
  and received_at < now() - interval '5 minutes'
