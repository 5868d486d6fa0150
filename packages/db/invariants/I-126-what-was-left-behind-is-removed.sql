-- I-126 What is left of uploads is removed within three hours
-- kind: liveness
-- Why: a picture that somebody took away, or whose process died, stays on the disk for ever.
-- Guard: the row is written before the files and goes after them; the upkeep task `uploads`, every hour.
select id, user_id, state, state_at from upload
where state <> 'clean' and state_at < now() - interval '3 hours'
