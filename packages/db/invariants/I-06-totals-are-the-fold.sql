-- I-06 A campaign's figures are the fold of exactly the events that their consumer has applied
-- kind: safety
-- Why: these are the numbers that donors see. An event that is not applied yet is lag, not a defect (I-40 and I-56 judge
-- that); an event that was applied twice, or marked without being applied, is one.
-- Guard: primary key (consumer, event_id) on delivery; effect and mark are written in one transaction.
with applied as (
  select o.type, o.data, (o.data ->> 'campaignId')::uuid as campaign_id, (o.data ->> 'giftMinor')::bigint as minor,
         o.data ->> 'fromBucket' as gone, o.data ->> 'toBucket' as come
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'totals' and d.done_at is not null
), step as (
  -- A promise stands in one bucket and moves. Money is where the events of its payment say.
  select campaign_id, 'pending' as bucket, minor, 1 as gifts from applied where type = 'pledge.created'
  union all
  select campaign_id, gone, -minor, -1 from applied
  where type like 'pledge.%' and gone <> come and gone <> 'captured'
  union all
  select campaign_id, come, minor, 1 from applied
  where type like 'pledge.%' and gone <> come and come <> 'captured'
  union all
  select campaign_id, 'captured', minor, 1 from applied where type = 'payment.captured'
  union all
  select campaign_id, 'refunded', minor, (data ->> 'endsGift')::boolean::int from applied
  where type = 'payment.refunded'
  union all
  select campaign_id, 'refunded', -(minor * (data ->> 'wasConfirmed')::boolean::int),
         -(data ->> 'revivesGift')::boolean::int
  from applied
  where type = 'payment.refund_failed'
  union all
  select campaign_id, 'promised', 0, 1 from applied where type = 'pledge.created'
), folded as (
  select campaign_id, bucket, sum(minor) as minor, sum(gifts) as gifts
  from step
  group by campaign_id, bucket
), kept as (
  select t.campaign_id, figure.*
  from campaign_total t
  cross join lateral (values
    ('pending', t.pending_minor, t.pending_count), ('authorized', t.authorized_minor, t.authorized_count),
    ('captured', t.captured_minor, t.captured_count), ('failed', t.failed_minor, t.failed_count),
    ('refunded', t.refunded_minor, t.refunded_count), ('promised', 0, t.pledge_count)
  ) as figure(bucket, minor, gifts)
)
select campaign_id, bucket, k.minor as total_minor, f.minor as applied_minor, k.gifts as total_gifts,
       f.gifts as applied_gifts
from kept k
full join folded f using (campaign_id, bucket)
where coalesce(k.minor, 0) <> coalesce(f.minor, 0)
   or coalesce(k.gifts, 0) <> coalesce(f.gifts, 0)
