-- I-22 A finished key has its answer, and the answer to a pledge names the pledge that was made under this key
-- kind: safety
-- Why: a replay sends the stored text as it is; a wrong one would show somebody else's gift. A pledge whose key was
-- forgotten after its time is lawful; a kept key of a pledge without its pledge is not.
-- Guard: CHECK idempotency_key_answered_when_finished; key, pledge and answer are written in one statement.
select k.scope, left(k.key, 40) as key_begin, g.id as pledge_id
from idempotency_key k
left join pledge g on g.key_scope = k.scope and g.key = k.key
where (k.finished_at is null) <> (k.response is null)
   or (k.finished_at is not null and k.scope like '%:pledge.create'
       and (g.id is null or strpos(k.response, format('"token":"%s"', g.token)) = 0))
