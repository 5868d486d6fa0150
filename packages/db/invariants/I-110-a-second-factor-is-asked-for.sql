-- I-110 Nobody who has an authenticator app is signed in by a password alone
-- kind: safety
-- Why: a session that went round the second step, or is older than it, makes the factor worthless to its owner.
-- Guard: sign-in and turning it on are decided under the lock of the person's row; turning it on ends every session;
-- trigger user_session_keeps_its_factor.
select s.id as session_id, s.user_id, s.created_at, t.enabled_at
from user_totp t
join user_session s on s.user_id = t.user_id
where t.enabled_at is not null and s.factor is null and (s.ended_at is null or s.ended_at > t.enabled_at)
