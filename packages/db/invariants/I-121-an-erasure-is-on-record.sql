-- I-121 Every erased gift and account has its record, and every record the gifts that it speaks of
-- kind: safety
-- Why: the record is what lets a restored backup be erased again, and the only sign of an exception to append-only tables.
-- Guard: the record is written first, in the transaction of the erasure; it is append-only.
with erased as (
  select donor_email, count(*) as gifts from pledge where donor_email like '%@erased.invalid' group by donor_email
)
select coalesce(e.id::text, p.donor_email) as erasure, e.gifts as recorded, p.gifts as found
from erasure e
full join erased p on p.donor_email = e.id || '@erased.invalid'
where e.id is null or e.gifts <> coalesce(p.gifts, 0)
union all
select u.email, null, null
from user_account u
where u.email like '%@erased.invalid'
  and not exists (select 1 from erasure e where e.user_id = u.id and u.email = e.id || '@erased.invalid')
