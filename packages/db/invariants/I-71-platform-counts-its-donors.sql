-- I-71 The platform has as many donors in a currency as there are people with statistics in it
-- kind: safety
-- Why: the number stands on the home page, and nobody counts all people when it is read.
-- Guard: both are written in one transaction, by one writer at a time (lockDonations).
with expected as (
  select currency, count(*) as donors from donor_statistics group by currency
)
select coalesce(k.currency, e.currency) as currency, k.donor_count, e.donors as expected_donors
from platform_donors k
full join expected e on e.currency = k.currency
where coalesce(k.donor_count, 0) <> coalesce(e.donors, 0)
