-- I-44 A refund is sent within an hour, and confirmed or failed within 30 days
-- kind: liveness
-- Why: a donor waits for this money. An order that cannot be sent, or one that a bank never finishes, needs a person.
-- Guard: none can be given against a silent provider; the worker asks again with growing pauses for 30 days.
select id as refund_id, payment_id, amount_minor, currency, requested_at, accepted_at, tries, last_error
from refund
where confirmed_at is null and failed_at is null
  and (requested_at < now() - interval '30 days'
       or (accepted_at is null and requested_at < now() - interval '1 hour'))
