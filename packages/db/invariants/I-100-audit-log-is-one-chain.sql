-- I-100 The audit log is one unbroken chain up to its head
-- kind: safety
-- Why: whoever changed money or rights must not be able to change, remove or move what says so.
-- Guard: audit_entry is append-only; trigger audit_entry_joins_the_chain gives place and hash under the head's lock;
-- the head moves only with an entry. Who owns the database can switch triggers off: then this speaks, unless he makes the
-- whole chain anew, which `pnpm audit-log verify --head` sees by a head that the worker's log has told.
with entry as (
  select e.seq, e.prev_hash, e.hash, audit_entry_hash(e) as due_hash,
         row_number() over (order by e.seq) as place,
         lag(e.hash::text, 1, repeat('0', 64)) over (order by e.seq) as hash_before
  from audit_entry e
), last as (
  select coalesce(max(seq), 0) as seq, coalesce((select hash::text from audit_entry order by seq desc limit 1), repeat('0', 64)) as hash
  from audit_entry
)
select seq, case when hash::text <> due_hash then 'changed'
                 when seq <> place then 'an entry before it is missing'
                 else 'does not follow the entry before it' end as what
from entry
where hash::text <> due_hash or seq <> place or prev_hash::text <> hash_before
union all
select last.seq, 'the end is not the head'
from last
left join audit_head head on true
where head.seq is distinct from last.seq or head.hash::text is distinct from last.hash
