-- I-06 A campaign's public total is the sum of exactly the captured gifts that its consumer has applied
-- kind: safety
-- Why: this is the number that donors see. An event that is not applied yet is lag, not a defect (I-40 judges that);
-- an event that was applied twice, or marked without being applied, is one.
-- Guard: primary key (consumer, event_id) on delivery; effect and mark are written in one transaction.
with folded as (
  select (o.data ->> 'campaignId')::uuid as campaign_id, sum((o.data ->> 'giftMinor')::bigint) as raised_minor,
         count(*) as gifts
  from delivery d
  join outbox o on o.id = d.event_id
  where d.consumer = 'totals' and d.done_at is not null and o.type = 'payment.captured'
  group by 1
)
select campaign_id, t.raised_minor as total_minor, f.raised_minor as applied_minor, t.gift_count as total_gifts,
       f.gifts as applied_gifts
from campaign_total t
full join folded f using (campaign_id)
where coalesce(t.raised_minor, 0) <> coalesce(f.raised_minor, 0)
   or coalesce(t.gift_count, 0) <> coalesce(f.gifts, 0)
