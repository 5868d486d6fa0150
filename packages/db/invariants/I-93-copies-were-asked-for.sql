-- I-93 A copy of a receipt goes out only because its donor asked for it, once for each time, and only to that donor
-- kind: safety
-- Why: a receipt says who gave what. Sent to another address it tells a stranger; sent unasked it looks like a second
-- charge.
-- Guard: unique (event_id, recipient, channel, template) on message; the recipient is read from the promise.
select m.id as message_id, m.pledge_id, m.event_id
from message m
left join outbox o on o.id = m.event_id
left join pledge g on g.id = m.pledge_id
where m.template = 'receipt_copy'
  and (o.type is distinct from 'receipt.copy_asked' or o.subject_id is distinct from m.pledge_id
       or g.fulfilled_by is null or m.recipient is distinct from g.donor_email
       or (select count(*) from message x where x.event_id = m.event_id) > 1)
