-- I-113 Whoever's second factor changed is written to
-- kind: safety
-- Why: a thief who is in takes the factor away first; the mail is how its owner learns of it. That it is sent is judged
-- by I-42.
-- Guard: the consumer account_mail writes the message in the transaction that marks the event as applied.
select d.event_id, o.subject_id as user_id
from delivery d
join outbox o on o.id = d.event_id
where d.consumer = 'account_mail' and d.done_at is not null and o.type = 'account.factor_changed'
  and not exists (select 1 from message m where m.event_id = d.event_id)
