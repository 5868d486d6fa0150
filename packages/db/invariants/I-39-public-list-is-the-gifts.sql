-- I-39 The public list has exactly the gifts whose event its consumer has applied
-- kind: safety
-- Why: a gift on the list that was never captured is a false statement; a captured one that the consumer ticked off
-- but did not publish never appears.
-- Guard: primary key on pledge_id; entry and delivery mark are written in one transaction.
with applied as (
  select (o.data ->> 'pledgeId')::uuid as pledge_id
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'public_gifts' and d.done_at is not null and o.type = 'payment.captured'
)
select coalesce(p.pledge_id, a.pledge_id) as pledge_id, p.public_id
from public_gift p
full join applied a on a.pledge_id = p.pledge_id
where p.pledge_id is null or a.pledge_id is null
