-- I-78 A difference between our books and the provider's is settled within 24 hours of being found
-- kind: liveness
-- Why: what a machine may post is posted by the next run; everything else waits for a person, and money must not wait long.
-- Guard: none can be given against a provider that confirms nothing; docs/reconciliation.md says what people do.
select id as finding_id, kind, reference, provider_payment_id, found_at, outcome
from reconciliation_finding
where closed_at is null and not is_dry and found_at < now() - interval '24 hours'
