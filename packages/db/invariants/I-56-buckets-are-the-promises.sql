-- I-56 After everything is applied, every promise that is no gift stands in the one bucket that its facts say
-- kind: liveness
-- Why: the buckets are folded from moves, the facts are rows: two roads to one number. A move that was told wrongly, or
-- never, shows here and nowhere else. Between a fact and its fold they differ lawfully. Captured money is judged by I-40.
-- Guard: I-06 and the events of a promise's steps together; neither alone.
with attempt as (
  select p.*, row_number() over (partition by p.pledge_id order by p.attempt desc) as from_last,
         coalesce((select sum(r.amount_minor) from refund r
                   where r.payment_id = p.id and r.confirmed_at is not null and r.failed_at is null), 0) as back_minor
  from payment p
), judged as (
  select g.id as pledge_id,
         coalesce(sum(a.captured_minor) filter (where a.captured_currency = g.currency), 0) as captured_minor,
         coalesce(sum(a.back_minor) filter (where a.captured_currency = g.currency), 0) as back_minor,
         coalesce(bool_or(a.ended_at is not null and a.captured_at is null) filter (where a.from_last = 1), false)
           as has_failed,
         coalesce(bool_or(a.captured_minor > a.back_minor), false) as is_waiting,
         coalesce(bool_or(a.rank = 20), false) as is_authorized
  from pledge g
  left join attempt a on a.pledge_id = g.id
  group by g.id
), standing as (
  select g.campaign_id, g.gift_minor,
         case when g.fulfilled_by is not null then 'captured'
              when j.is_waiting then case when j.is_authorized then 'authorized' else 'pending' end
              when j.captured_minor > 0 and j.back_minor >= j.captured_minor then 'failed'
              when j.has_failed then 'failed'
              when j.is_authorized then 'authorized'
              else 'pending' end as bucket
  from pledge g
  join judged j on j.pledge_id = g.id
), expected as (
  select campaign_id, bucket, sum(gift_minor) as minor, count(*) as gifts from standing where bucket <> 'captured'
  group by campaign_id, bucket
  union all
  select campaign_id, 'promised', 0, count(*) from standing group by campaign_id
), kept as (
  select t.campaign_id, figure.*
  from campaign_total t
  cross join lateral (values
    ('pending', t.pending_minor, t.pending_count), ('authorized', t.authorized_minor, t.authorized_count),
    ('failed', t.failed_minor, t.failed_count), ('promised', 0, t.pledge_count)
  ) as figure(bucket, minor, gifts)
)
select campaign_id, bucket, k.minor as total_minor, e.minor as expected_minor, k.gifts as total_gifts,
       e.gifts as expected_gifts
from kept k
full join expected e using (campaign_id, bucket)
where coalesce(k.minor, 0) <> coalesce(e.minor, 0)
   or coalesce(k.gifts, 0) <> coalesce(e.gifts, 0)
