-- I-45 The events about a pledge lead from pending to the status and the bucket that its facts have now
-- kind: safety
-- Why: totals, history and whoever listens outside follow these events. A missing or doubled one leaves a promise in
-- two places or in none. Money that waits for staff keeps its promise under way. Counted as moves, so that the order in which they were written does not matter.
-- Guard: the event is decided from the facts before and after, under the pledge's lock, in the transaction of the fact.
with attempt as (
  select p.pledge_id, p.id, p.attempt, p.ended_at is not null as is_ended, p.rank = 20 as is_authorized,
         case when p.captured_currency = g.currency then p.captured_minor end as captured_minor,
         p.captured_minor is not null as is_captured, p.captured_minor > back.minor as is_waiting,
         back.minor as refunded_minor,
         p.attempt = max(p.attempt) over (partition by p.pledge_id) as is_latest
  from payment p
  join pledge g on g.id = p.pledge_id
  cross join lateral (
    select coalesce(sum(r.amount_minor), 0) as minor from refund r
    where r.payment_id = p.id and r.confirmed_at is not null and r.failed_at is null
  ) as back
), summed as (
  select g.id as pledge_id, g.fulfilled_by is not null as is_fulfilled,
         coalesce(sum(a.captured_minor) filter (where g.fulfilled_by is null or g.fulfilled_by = a.id), 0) as captured,
         coalesce(sum(a.refunded_minor) filter (where a.captured_minor is not null
                                                  and (g.fulfilled_by is null or g.fulfilled_by = a.id)), 0) as refunded,
         count(a.id) as attempts,
         g.fulfilled_by is null and coalesce(bool_or(a.is_waiting), false) as is_waiting,
         coalesce(bool_or(a.is_latest and a.is_ended and not a.is_captured), false) as is_latest_over,
         coalesce(bool_or(a.is_authorized and not a.is_ended), false) as is_authorized
  from pledge g left join attempt a on a.pledge_id = g.id
  group by g.id, g.fulfilled_by
), projected as (
  select *, case when is_waiting then 'payment_initiated'
                 when captured > 0 and refunded >= captured then 'refunded'
                 when is_fulfilled then 'completed'
                 when attempts = 0 then 'pending'
                 when is_latest_over then 'failed'
                 else 'payment_initiated' end as status
  from summed
), move as (
  select subject_id as pledge_id, 'pending' as status, 'pending' as bucket, 1 as step
  from outbox where type = 'pledge.created'
  union all
  select subject_id, data ->> 'newStatus', data ->> 'toBucket', 1 from outbox where type like 'pledge.%' and type <> 'pledge.created'
  union all
  select subject_id, data ->> 'previousStatus', data ->> 'fromBucket', -1 from outbox where type like 'pledge.%' and type <> 'pledge.created'
  union all
  select pledge_id, status,
         case when is_fulfilled then 'captured' when status in ('failed', 'refunded') then 'failed'
              when is_authorized then 'authorized' else 'pending' end, -1
  from projected
)
select pledge_id, 'status' as of, status as name, sum(step) as left_over from move group by pledge_id, status having sum(step) <> 0
union all
select pledge_id, 'bucket', bucket, sum(step) from move group by pledge_id, bucket having sum(step) <> 0
