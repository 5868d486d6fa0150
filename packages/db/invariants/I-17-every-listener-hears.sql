-- I-17 A relayed event has a delivery for every consumer that listens to its type
-- kind: safety
-- Why: a delivery that was never made is an effect that never comes, and no retry will bring it. A consumer counts as
-- listening from the first delivery it got of that type and version; events before that are not its business. Whoever
-- retires a consumer ends its listening here. `dispatch` listens only while forwarding is switched on, which may end
-- at any time, so silence towards it is no defect.
-- Guard: the relay writes all deliveries and marks the event in one statement.
with listening as (
  select d.consumer, o.type, o.version, min(o.relayed_at) as since
  from delivery d
  join outbox o on o.id = d.event_id
  where o.relayed_at is not null and d.consumer <> 'dispatch'
  group by d.consumer, o.type, o.version
)
select o.id as event_id, o.type, l.consumer, o.relayed_at
from outbox o
join listening l on l.type = o.type and l.version = o.version and o.relayed_at >= l.since
where not exists (select 1 from delivery d where d.event_id = o.id and d.consumer = l.consumer)
