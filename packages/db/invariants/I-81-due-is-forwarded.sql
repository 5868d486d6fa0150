-- I-81 What is due to be forwarded is tried within 5 minutes
-- kind: liveness
-- Why: the receiver may be down for hours, and the pauses grow; but nobody trying at all is our fault. Deliveries that
-- were waiting when forwarding was switched off are named here until it is on again.
-- Guard: none can be given against a stopped worker; a lease that a crash cut off ends after a minute.
select event_id, attempts, next_try_at, last_error
from delivery
where consumer = 'dispatch' and done_at is null and dead_at is null and next_try_at < now() - interval '5 minutes'
