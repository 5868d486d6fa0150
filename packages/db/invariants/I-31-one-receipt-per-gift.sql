-- I-31 A gift whose receipt was prepared has exactly one, and nothing else has any
-- kind: safety
-- Why: two receipts look like two charges, and a receipt for money that we do not have is a false statement. A receipt
-- that is not prepared yet is lag (I-41).
-- Guard: unique (event_id, recipient, channel, template) on message; message and delivery mark share a transaction.
with told as (
  select m.id, m.event_id, m.pledge_id, o.subject_id, o.data ->> 'pledgeId' as event_pledge_id,
         count(*) over (partition by o.subject_id) as receipts,
         d.done_at is not null and o.type = 'payment.captured' as is_due
  from message m
  left join outbox o on o.id = m.event_id
  left join delivery d on d.event_id = m.event_id and d.consumer = 'receipts'
  where m.template = 'receipt'
)
select event_id, id as message_id, receipts
from told
where receipts > 1 or is_due is not true or pledge_id::text is distinct from event_pledge_id
union all
select d.event_id, null, 0
from delivery d
join outbox o on o.id = d.event_id
where d.consumer = 'receipts' and d.done_at is not null and o.type = 'payment.captured'
  and not exists (select 1 from message m where m.event_id = d.event_id and m.template = 'receipt')
