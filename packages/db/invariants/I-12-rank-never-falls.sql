-- I-12 An attempt never goes back: each step of its history reaches further than all before it
-- kind: safety
-- Why: what is known to have happened stays known, in whatever order news arrives. One step is lawful although it
-- reaches no further: a stronger reason takes the place of a weaker one (expired < cancelled < failed), and what was
-- captured is settled (completed), once. The gift may take the place of a held capture, once, and is settled itself.
-- Guard: trigger payment_facts_only_grow on the rank; payment_history is append-only; the domain merges by rank.
with step as (
  select h.payment_id, h.seq, h.from_status, h.to_status, h.to_rank, known.rank, known.strength,
         max(h.to_rank) over before as furthest,
         max(known.strength) over before as strongest,
         count(*) filter (where h.to_status = 'captured') over before as captures,
         count(*) filter (where h.to_status = 'completed') over before as settlements
  from payment_history h
  left join (values ('pending', 10, 0), ('authorized', 20, 0), ('expired', 30, 1), ('cancelled', 30, 2),
                    ('failed', 30, 3), ('captured', 40, 0), ('completed', 40, 0)) as known (status, rank, strength)
    on known.status = h.to_status
  window before as (partition by h.payment_id order by h.seq rows between unbounded preceding and 1 preceding)
)
select payment_id, seq, from_status, to_status, to_rank
from step
where rank is distinct from to_rank
   or (to_rank <= furthest
       and not (to_rank = 30 and furthest = 30 and strength > strongest)
       and not (to_status = 'completed' and from_status = 'captured' and settlements < captures)
       and not (to_status = 'captured' and from_status in ('captured', 'completed') and captures = 1
                and exists (select 1 from money_exception x
                            where x.payment_id = step.payment_id and x.gave_way_at is not null)))
