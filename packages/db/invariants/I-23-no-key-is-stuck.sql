-- I-23 No idempotency key is without its answer
-- kind: safety
-- Why: whoever comes again with this key would get neither the first answer nor a new try. There is nobody who completes
-- an abandoned request, because none can be seen: a key becomes visible in the commit that answers it, and a backend
-- that dies before takes its key along (docs/adr/0008).
-- Guard: key, effect and answer are written in one statement.
select scope, left(key, 40) as key_begin, created_at
from idempotency_key
where finished_at is null
