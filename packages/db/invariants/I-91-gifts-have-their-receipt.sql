-- I-91 A captured gift of which the consumer has heard has its receipt, for what was paid; nothing else has one
-- kind: safety
-- Why: a receipt for other money than we received is a false statement, and a gift that was ticked off without a number
-- never gets one. A gift whose news is not applied yet is lag (I-41).
-- Guard: receipt and delivery mark are written in one transaction, from facts that never change; primary key on pledge_id.
with heard as (
  select distinct (o.data ->> 'pledgeId')::uuid as pledge_id
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'receipt_numbers' and d.done_at is not null and o.type = 'payment.captured'
)
select coalesce(t.pledge_id, h.pledge_id) as pledge_id, t.payment_id, t.total_minor, p.captured_minor
from receipt t
full join heard h on h.pledge_id = t.pledge_id
left join pledge g on g.id = t.pledge_id
left join payment p on p.id = g.fulfilled_by
where t.pledge_id is null
   or (t.payment_id, t.currency, t.gift_minor, t.total_minor, t.received_at)
      is distinct from (p.id, g.currency, g.gift_minor, p.captured_minor, p.captured_at)
   or t.tip_minor > g.tip_minor or t.fee_cover_minor > g.fee_cover_minor
