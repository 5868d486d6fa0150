-- I-23 No idempotency key stays without an answer for more than a minute
-- kind: liveness
-- Why: whoever comes again with this key would get neither the first answer nor a new try.
-- Guard: a key becomes visible in the commit that answers it; 10 s is the longest statement of a request.
select scope, left(key, 40) as key_begin, created_at
from idempotency_key
where finished_at is null and created_at < now() - interval '60 seconds'
