-- I-85 A link that was asked for and is still wanted has its mail
-- kind: safety
-- Why: somebody waits for it, and nobody else would notice. That it is sent is judged by I-42.
-- Guard: the consumer account_mail writes the message in the transaction that marks the event as applied.
select d.event_id, t.id as request_id, t.purpose
from delivery d
join outbox o on o.id = d.event_id
join user_token t on t.id = o.subject_id
where d.consumer = 'account_mail' and d.done_at is not null and t.used_at is null and t.voided_at is null
  and not exists (select 1 from message m where m.event_id = d.event_id)
