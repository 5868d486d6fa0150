-- I-112 A session that a recovery code opened has its code, and no code opened two
-- kind: safety
-- Why: a code that works twice is a password that somebody wrote down.
-- Guard: used by one conditional update in the transaction that opens the session; trigger user_recovery_code_only_ends.
select s.user_id, s.created_at, count(distinct s.id) as sessions, count(distinct c.id) as codes
from user_session s
left join user_recovery_code c on c.user_id = s.user_id and c.used_at = s.created_at
where s.factor = 'recovery_code'
group by s.user_id, s.created_at
having count(distinct s.id) > count(distinct c.id)
