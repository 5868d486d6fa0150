-- I-92 What a receipt stands for is its total less what its donor has back, step by step
-- kind: safety
-- Why: a receipt for money that went back can be shown to a tax office; one that was voided while the money is ours
-- takes from a donor what is theirs. While news of a refund is not applied yet, an older truth is lawful (I-41).
-- Guard: corrections are made of the facts under the lock of the year's counter; unique (refund_id, comes home or not);
-- append-only.
with step as (
  select c.*, row_number() over w as expected_seq,
         coalesce(lag(c.left_minor) over w, t.total_minor)
           + case c.kind when 'reinstated' then c.amount_minor else -c.amount_minor end as expected_left,
         row_number() over (partition by c.pledge_id order by c.seq desc) as from_last
  from receipt_correction c
  join receipt t on t.pledge_id = c.pledge_id
  window w as (partition by c.pledge_id order by c.seq)
), back as (
  select t.pledge_id, t.total_minor, coalesce(sum(r.amount_minor) filter (
           where r.confirmed_at is not null and r.failed_at is null), 0) as minor,
         count(r.id) filter (where r.confirmed_at is not null)
           + count(r.id) filter (where r.confirmed_at is not null and r.failed_at is not null) as steps
  from receipt t
  left join refund r on r.payment_id = t.payment_id
  group by t.pledge_id, t.total_minor
), under_way as (
  select (o.data ->> 'pledgeId')::uuid as pledge_id
  from outbox o
  where o.type in ('payment.refunded', 'payment.refund_failed')
    and not exists (select 1 from delivery d
                    where d.event_id = o.id and d.consumer = 'receipt_numbers' and d.done_at is not null)
)
select s.pledge_id, s.seq, s.kind, s.left_minor, s.expected_left
from step s
left join refund r on r.id = s.refund_id
left join receipt t on t.pledge_id = s.pledge_id
where s.seq <> s.expected_seq or s.left_minor <> s.expected_left
   or r.payment_id is distinct from t.payment_id or r.amount_minor <> s.amount_minor
   or (case s.kind when 'reinstated' then r.failed_at else r.confirmed_at end) is null
union all
select b.pledge_id, null, null, coalesce(s.left_minor, b.total_minor), b.total_minor - b.minor
from back b
left join step s on s.pledge_id = b.pledge_id and s.from_last = 1
where (coalesce(s.left_minor, b.total_minor) <> b.total_minor - b.minor or coalesce(s.seq, 0) <> b.steps)
  and not exists (select 1 from under_way u where u.pledge_id = b.pledge_id)
