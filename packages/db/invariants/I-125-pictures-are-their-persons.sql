-- I-125 The picture of a person is a clean upload of theirs, and every clean upload is in use
-- kind: safety
-- Why: somebody's face is shown as another's, or is kept though nobody can see or remove it any more.
-- Guard: picture and upload change in one transaction under the lock of the person's row; foreign key and unique
-- avatar_key; trigger upload_only_ends.
select u.id as user_id, u.avatar_key as key, 'not a clean upload of theirs' as what
from user_account u
where u.avatar_key is not null
  and not exists (select 1 from upload f
                  where f.key = u.avatar_key and f.user_id = u.id and f.purpose = 'avatar' and f.state = 'clean')
union all
select f.user_id, f.key, 'clean and not in use'
from upload f
where f.purpose = 'avatar' and f.state = 'clean'
  and not exists (select 1 from user_account u where u.avatar_key = f.key)
