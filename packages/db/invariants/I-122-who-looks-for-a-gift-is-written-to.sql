-- I-122 Whoever asked for a letter to an address that has gifts has it
-- kind: safety
-- Why: somebody looks for their money, is told that a letter is on its way, and nobody else would notice that it is not.
-- Guard: the consumer account_mail writes the message in the transaction that marks the event as applied.
select d.event_id, r.id as request_id, r.purpose
from delivery d
join outbox o on o.id = d.event_id and o.type = 'guest.letter_asked'
join guest_request r on r.id = o.subject_id
where d.consumer = 'account_mail' and d.done_at is not null
  and exists (select 1 from pledge g where g.donor_email = r.email and g.created_at < r.requested_at)
  and not exists (select 1 from message m where m.event_id = d.event_id)
