-- I-84 Of the links of one kind that were sent to one person at most one is good
-- kind: safety
-- Why: a person who asks again believes the earlier mail to be worthless, and may have left it where others read it.
-- Guard: a request makes the earlier ones worthless in its transaction, a blind one when it is known whose it is; both
-- under the lock of the person's row.
select user_id, purpose, count(*) as good
from user_token
where token_hash is not null and used_at is null and voided_at is null
group by user_id, purpose
having count(*) > 1
