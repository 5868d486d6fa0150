-- I-111 Recovery codes are good for whoever has an app, and ten at most
-- kind: safety
-- Why: a code that outlives the factor, or its renewal, lies on a paper that its owner believes to be worthless.
-- Guard: made and voided under the lock of the person's row, in the transaction that turns the factor on or off.
select c.user_id, count(*) as good
from user_recovery_code c
left join user_totp t on t.user_id = c.user_id and t.enabled_at is not null
where c.used_at is null and c.voided_at is null
group by c.user_id
having count(*) > 10 or count(t.user_id) = 0 or count(distinct c.made_at) > 1
