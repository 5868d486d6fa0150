-- I-39 The public list has exactly the gifts whose event its consumer has applied and that are not wholly refunded
-- kind: safety
-- Why: a gift on the list that was never captured is a false statement; a captured one that the consumer ticked off
-- but did not publish never appears.
-- While news of a refund is not applied yet, a gift may be on the list or not (I-41 judges how long).
-- Guard: primary key on pledge_id; entry and delivery mark are written in one transaction.
with applied as (
  select (o.data ->> 'pledgeId')::uuid as pledge_id
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'public_gifts' and d.done_at is not null and o.type = 'payment.captured'
), refunded as (
  select p.pledge_id,
         sum(r.gift_minor) filter (where r.confirmed_at is not null and r.failed_at is null) as minor,
         bool_or(exists (
           select 1 from outbox o
           where o.subject_id = r.payment_id and o.type in ('payment.refunded', 'payment.refund_failed')
             and not exists (select 1 from delivery d
                             where d.event_id = o.id and d.consumer = 'public_gifts' and d.done_at is not null)
         )) as is_pending
  from refund r
  join payment p on p.id = r.payment_id
  join pledge g on g.fulfilled_by = p.id
  group by p.pledge_id
), expected as (
  select a.pledge_id, g.gift_minor > coalesce(r.minor, 0) as is_public, coalesce(r.is_pending, false) as is_pending
  from applied a
  left join pledge g on g.id = a.pledge_id
  left join refunded r on r.pledge_id = a.pledge_id
)
select coalesce(p.pledge_id, e.pledge_id) as pledge_id, p.public_id
from public_gift p
full join expected e on e.pledge_id = p.pledge_id
where e.pledge_id is null
   or (not e.is_pending and (p.pledge_id is not null) <> e.is_public)
