-- I-15 A pledge is fulfilled by its one captured attempt that is not held, or was accepted, and by nothing else
-- kind: safety
-- Why: a donor's promise is one gift, however often they tried to pay it. Attempts may be captured twice (the second
-- is held); a pledge may be fulfilled once.
-- Guard: unique (fulfilled_by) and trigger pledge_is_kept; the pledge is locked before its attempts are decided.
select g.id as pledge_id, g.fulfilled_by, null::uuid as payment_id
from pledge g
left join payment p on p.id = g.fulfilled_by
where g.fulfilled_by is not null
  and (p.id is null or p.pledge_id <> g.id or p.rank < 40 or (p.held_as is not null and p.accepted_at is null))
union all
select g.id, g.fulfilled_by, p.id
from payment p
join pledge g on g.id = p.pledge_id
where p.rank = 40 and (p.held_as is null or p.accepted_at is not null) and g.fulfilled_by is distinct from p.id
