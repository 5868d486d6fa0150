-- I-57 The donors of a campaign are exactly the people with a gift standing in it, and their number is its donor count
-- kind: safety
-- Why: the number of people beside the money is a public statement. One person with three gifts is one donor; whose
-- gifts all went back is none.
-- Guard: history, donors and count are written in one transaction, by one writer at a time (lockDonations).
with expected as (
  select campaign_id, donor_id, count(*) as gifts from donation where left_minor > 0 group by campaign_id, donor_id
), people as (
  select coalesce(k.campaign_id, e.campaign_id) as campaign_id, coalesce(k.donor_id, e.donor_id) as donor_id,
         coalesce(k.gift_count, 0) as kept, coalesce(e.gifts, 0) as expected
  from campaign_donor k
  full join expected e on e.campaign_id = k.campaign_id and e.donor_id = k.donor_id
), counted as (
  select campaign_id, count(*) as donors from expected group by campaign_id
)
select campaign_id, donor_id, kept, expected from people where kept <> expected
union all
select coalesce(t.campaign_id, c.campaign_id), null, coalesce(t.donor_count, 0), coalesce(c.donors, 0)
from campaign_total t
full join counted c on c.campaign_id = t.campaign_id
where coalesce(t.donor_count, 0) <> coalesce(c.donors, 0)
