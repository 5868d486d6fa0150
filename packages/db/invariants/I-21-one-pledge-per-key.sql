-- I-21 One idempotency key makes one pledge
-- kind: safety
-- Why: ten impatient clicks, a reload and a retry after a lost answer are one promise.
-- Guard: unique (key_scope, key) on pledge, for ever; primary key (scope, key) on idempotency_key while it is kept.
select key_scope, key, count(*) as pledges
from pledge
group by key_scope, key
having count(*) > 1
