-- I-83 No session outlives the reset of its person's password
-- kind: safety
-- Why: whoever resets a password does it because somebody else may be signed in. A session from before that still opens
-- the account makes the reset worthless.
-- Guard: sign-in, reset and their sessions are written under the lock of the person's row; trigger user_session_only_ends.
select s.id as session_id, s.user_id, s.created_at, t.used_at as reset_at
from user_token t
join user_session s on s.user_id = t.user_id and s.created_at < t.used_at
where t.purpose = 'reset_password' and t.used_at is not null and (s.ended_at is null or s.ended_at > t.used_at)
