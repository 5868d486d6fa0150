-- I-79 A gift that the reconciler posted, and was not told to write about, has no receipt on its way unless a person sent it
-- kind: safety
-- Why: a repair may post hundreds of gifts that are days old; their donors must not be surprised by a machine.
-- Guard: the row of the receipt is written as suppressed in the statement that looks up the cause of the capture.
select m.id as message_id, m.state, o.subject_id as payment_id
from message m
join outbox o on o.id = m.event_id and o.type = 'payment.captured'
join payment p on p.id = o.subject_id and p.held_as is null
join payment_history h on h.payment_id = p.id and h.to_status = 'captured' and h.cause = 'reconciler'
where m.template = 'receipt' and m.state <> 'suppressed' and m.released_at is null
