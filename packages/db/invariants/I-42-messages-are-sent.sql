-- I-42 Every message is sent, or has failed for good, within 5 minutes
-- kind: liveness
-- Why: a donor without a receipt doubts the gift and gives it again or asks for it back.
-- Guard: none can be given against a mail server that refuses; the queue tries again for about two days.
select id as message_id, template, channel, created_at, last_error
from message
where state = 'queued' and coalesce(released_at, created_at) < now() - interval '5 minutes'
