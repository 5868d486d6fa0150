-- I-65 A job's dead letter is closed if and only if somebody's replay of it is on record
-- kind: safety
-- Why: one that is closed without a replay has vanished from the list that people work through; one that is open after
-- its replay would be played again.
-- Guard: the verb writes both in one transaction under the letter's lock; unique (source, source_id, dead_at);
-- dead_letter_replay is append-only.
select coalesce(d.source_id, r.source_id) as job_id, d.replayed_at, r.at
from (select source_id, replayed_at from dead_letter where source = 'job') d
full join (select source_id, at from dead_letter_replay where source = 'job') r on r.source_id = d.source_id
where (d.replayed_at is null) <> (r.at is null) or d.source_id is null
