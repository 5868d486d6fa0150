-- I-38 An accepted notification is waiting, processed or given up, exactly one of them; a rejected one never acts
-- kind: safety
-- Why: one that waits without a time for its next try waits for ever; one that was rejected is a forgery or noise, and
-- its only use is as evidence.
-- Guard: CHECK inbox_rejected_has_no_effect; the lease, the finish and the failure are single statements.
select id as notice_id, provider, verdict, processed_at, dead_at, next_try_at, outcome
from inbox
where (processed_at is not null and dead_at is not null)
   or (processed_at is null) <> (outcome is null)
   or (verdict = 'accepted' and processed_at is null and dead_at is null and next_try_at is null)
   or (verdict = 'rejected' and (processed_at is not null or dead_at is not null or next_try_at is not null))
