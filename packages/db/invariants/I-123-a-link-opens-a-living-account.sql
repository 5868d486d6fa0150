-- I-123 Only a living account with a proven address is linked to a sign-in provider
-- kind: safety
-- Why: a link that was put on before the address was proven, or that outlives an erasure, lets somebody into what is
-- another person's, or names who was to be forgotten.
-- Guard: linking and making an account are decided under the lock of the person's row; an erasure takes the links away.
select i.id as identity_id, i.user_id, u.status
from user_identity i
join user_account u on u.id = i.user_id
where u.email_verified_at is null or u.status = 'closed'
