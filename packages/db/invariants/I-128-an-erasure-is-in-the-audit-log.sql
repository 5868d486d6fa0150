-- I-128 Every erasure is in the audit log, and says as many gifts as its record
-- kind: safety
-- Why: an erasure cannot be undone; whether its owner, the holder of a link or a command ordered it must be known.
-- Guard: `eraseSubject` appends the entry in the transaction of the erasure.
select e.id as erasure, e.kind, e.gifts as recorded
from erasure e
where not exists (select 1 from audit_entry a
                  where a.subject_type = 'erasure' and a.subject_id = e.id::text and a.action = e.kind || '.erase'
                    and a.after ->> 'gifts' = e.gifts::text)
