-- I-101 What staff decided since the audit log began is in it
-- kind: safety
-- Why: a change of money that nobody answers for is the one that has to be explained.
-- Guard: each verb appends its entry in the transaction of its change (`appendAudit`); a test runs every staff command.
with begun as (select begun_at as at from audit_head),
decision as (
  select 'refund' as subject_type, r.id::text as subject_id, 'refund.order' as action
  from refund r cross join begun
  where r.requested_at >= begun.at
    and exists (select 1 from refund_history h where h.refund_id = r.id and h.seq = 1 and h.cause = 'staff')
  union all
  select 'case', x.id::text, 'held.accept'
  from money_exception x cross join begun
  where x.decision = 'accepted' and x.resolved_at >= begun.at
  union all
  select 'dead_letter', r.source || '/' || r.source_id, 'dead_letter.replay'
  from dead_letter_replay r cross join begun
  where r.at >= begun.at
  union all
  select 'consumer_pause', p.id::text, 'consumer.pause'
  from consumer_pause p cross join begun
  where p.paused_at >= begun.at
  union all
  select 'consumer_pause', p.id::text, 'consumer.resume'
  from consumer_pause p cross join begun
  where p.resumed_at >= begun.at
)
select d.subject_type, d.subject_id, d.action as missing
from decision d
where not exists (select 1 from audit_entry e
                  where e.subject_type = d.subject_type and e.subject_id = d.subject_id and e.action = d.action)
