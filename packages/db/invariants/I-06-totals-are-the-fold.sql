-- I-06 A campaign's public total is the fold of exactly the captures and refunds that its consumer has applied
-- kind: safety
-- Why: this is the number that donors see. An event that is not applied yet is lag, not a defect (I-40 judges that);
-- an event that was applied twice, or marked without being applied, is one.
-- Guard: primary key (consumer, event_id) on delivery; effect and mark are written in one transaction.
with applied as (
  select o.type, o.data
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'totals' and d.done_at is not null
), changed as (
  select (data ->> 'campaignId')::uuid as campaign_id,
         case when type = 'payment.captured' or (type = 'payment.refund_failed' and (data ->> 'wasConfirmed')::boolean)
                then (data ->> 'giftMinor')::bigint
              when type = 'payment.refunded' then -(data ->> 'giftMinor')::bigint
              else 0 end as raised_minor,
         case when type = 'payment.captured' then 1
              when type = 'payment.refund_failed' and (data ->> 'revivesGift')::boolean then 1
              when type = 'payment.refunded' and (data ->> 'endsGift')::boolean then -1
              else 0 end as gifts
  from applied
  where type in ('payment.captured', 'payment.refunded', 'payment.refund_failed')
), folded as (
  select campaign_id, sum(raised_minor) as raised_minor, sum(gifts) as gifts
  from changed
  group by campaign_id
)
select campaign_id, t.raised_minor as total_minor, f.raised_minor as applied_minor, t.gift_count as total_gifts,
       f.gifts as applied_gifts
from campaign_total t
full join folded f using (campaign_id)
where coalesce(t.raised_minor, 0) <> coalesce(f.raised_minor, 0)
   or coalesce(t.gift_count, 0) <> coalesce(f.gifts, 0)
