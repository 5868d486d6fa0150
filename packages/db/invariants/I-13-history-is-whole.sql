-- I-13 The history of every attempt is without gaps, begins at created and ends at its present status
-- kind: safety
-- Why: the history is how a person reconstructs what happened to a donor's money; a missing step is a lie.
-- Guard: primary key (payment_id, seq); append-only; facts and steps are written in one transaction.
with step as (
  select payment_id, seq, from_status, to_status,
         row_number() over (partition by payment_id order by seq) as nr,
         lag(to_status, 1, 'created') over (partition by payment_id order by seq) as before,
         lead(seq) over (partition by payment_id order by seq) is null as is_last
  from payment_history
), present as (
  select id, case rank when 40 then case when settled_at is null then 'captured' else 'completed' end when 30 then end_reason when 20 then 'authorized'
                       when 10 then 'pending' else 'created' end as status
  from payment
)
select payment_id, seq, from_status, to_status, before as expected_status
from step
where seq <> nr or from_status <> before
union all
select p.id, h.seq, h.from_status, h.to_status, p.status
from present p
left join step h on h.payment_id = p.id and h.is_last
where p.status is distinct from coalesce(h.to_status, 'created')
