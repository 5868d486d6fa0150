-- I-58 A row of a donor's history says what became of its promise
-- kind: safety
-- Why: this is what a person is shown about their own money: what they gave, what came back, whether it failed. While
-- news about the promise is not applied yet, an older truth is lawful (I-41 judges how long).
-- Guard: the row is made of the facts under a lock; every change of the facts is told in the same transaction.
with attempt as (
  select p.*, row_number() over (partition by p.pledge_id order by p.attempt desc) as from_last,
         back.minor as back_minor, back.gift_minor as back_gift_minor, back.at as back_at
  from payment p
  cross join lateral (
    select coalesce(sum(r.amount_minor), 0) as minor, coalesce(sum(r.gift_minor), 0) as gift_minor,
           max(r.confirmed_at) as at
    from refund r where r.payment_id = p.id and r.confirmed_at is not null and r.failed_at is null
  ) as back
), judged as (
  select g.id as pledge_id, count(a.id) as attempts, max(a.back_at) as refunded_at,
         max(a.captured_at) filter (where a.id = g.fulfilled_by) as captured_at,
         coalesce(sum(a.back_gift_minor) filter (where a.id = g.fulfilled_by), 0) as back_gift_minor,
         coalesce(sum(a.captured_minor) filter (
           where a.captured_currency = g.currency and a.id = coalesce(g.fulfilled_by, a.id)), 0) as captured_minor,
         coalesce(sum(a.back_minor) filter (
           where a.captured_currency = g.currency and a.id = coalesce(g.fulfilled_by, a.id)), 0) as back_minor,
         coalesce(bool_or(a.ended_at is not null and a.captured_at is null) filter (where a.from_last = 1), false)
           as has_failed,
         g.fulfilled_by is null and coalesce(bool_or(a.captured_minor > a.back_minor), false) as is_waiting
  from pledge g
  left join attempt a on a.pledge_id = g.id
  group by g.id
), expected as (
  select g.id as pledge_id, g.campaign_id, g.currency, g.gift_minor, g.tip_minor, g.fee_cover_minor, g.total_minor,
         j.back_minor, case when g.fulfilled_by is null then 0 else g.gift_minor - j.back_gift_minor end as left_minor,
         case when j.is_waiting then 'payment_initiated'
              when j.captured_minor > 0 and j.back_minor >= j.captured_minor then 'refunded'
              when g.fulfilled_by is not null then 'completed'
              when j.attempts = 0 then 'pending'
              when j.has_failed then 'failed'
              else 'payment_initiated' end as status,
         g.created_at, j.captured_at, j.refunded_at
  from pledge g
  join judged j on j.pledge_id = g.id
), under_way as (
  select coalesce((o.data ->> 'pledgeId')::uuid, o.subject_id) as pledge_id
  from outbox o
  where (o.type like 'pledge.%' or o.type in ('payment.refunded', 'payment.refund_failed'))
    and not exists (select 1 from delivery d
                    where d.event_id = o.id and d.consumer = 'donations' and d.done_at is not null)
)
select d.pledge_id, d.status, e.status as expected_status, d.left_minor, e.left_minor as expected_left_minor,
       d.refunded_minor, e.back_minor as expected_refunded_minor
from donation d
left join expected e on e.pledge_id = d.pledge_id
where (d.campaign_id, d.currency::text, d.gift_minor, d.tip_minor, d.fee_cover_minor, d.total_minor,
       d.refunded_minor::numeric, d.left_minor::numeric, d.status::text, d.promised_at, d.captured_at, d.refunded_at)
      is distinct from
      (e.campaign_id, e.currency::text, e.gift_minor, e.tip_minor, e.fee_cover_minor, e.total_minor, e.back_minor,
       e.left_minor, e.status, e.created_at, e.captured_at, e.refunded_at)
  and not exists (select 1 from under_way u where u.pledge_id = d.pledge_id)
