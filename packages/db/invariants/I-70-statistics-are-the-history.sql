-- I-70 A donor's statistics are what their history adds up to, per currency
-- kind: safety
-- Why: two pages about the same gifts must not contradict each other; a yearly statement is made from either.
-- Guard: both are written in one transaction, by one writer at a time (lockDonations).
with expected as (
  select donor_id, currency, sum(left_minor) as given_minor, count(*) as gifts, count(distinct campaign_id) as campaigns,
         min(captured_at) as first_at, max(captured_at) as last_at
  from donation
  where left_minor > 0
  group by donor_id, currency
)
select coalesce(k.donor_id, e.donor_id) as donor_id, coalesce(k.currency, e.currency) as currency, k.given_minor,
       e.given_minor as expected_minor, k.gift_count, e.gifts as expected_gifts
from donor_statistics k
full join expected e on e.donor_id = k.donor_id and e.currency = k.currency
where (k.given_minor::numeric, k.gift_count::bigint, k.campaign_count::bigint, k.first_gift_at, k.last_gift_at)
      is distinct from (e.given_minor, e.gifts, e.campaigns, e.first_at, e.last_at)
