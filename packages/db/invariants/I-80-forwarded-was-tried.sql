-- I-80 What was forwarded, or given up, was tried at least once
-- kind: safety
-- Why: a mark without a try is an event that the receiver never saw and that nobody will send again.
-- Guard: a lease counts the try before anything is sent; the mark is written after the answer.
select event_id, attempts, done_at, dead_at
from delivery
where consumer = 'dispatch' and (done_at is not null or dead_at is not null) and attempts < 1
