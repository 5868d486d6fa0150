-- I-18 Nothing is delivered that was not emitted and relayed, and nothing is both applied and given up
-- kind: safety
-- Why: an effect without its cause cannot be explained to anybody, and a delivery that is done and dead is neither.
-- Guard: foreign key from delivery to outbox; delivery and relay mark are one statement; a claim skips what is dead.
select d.consumer, d.event_id, d.done_at, d.dead_at, o.relayed_at
from delivery d
left join outbox o on o.id = d.event_id
where o.id is null or o.relayed_at is null or (d.done_at is not null and d.dead_at is not null)
