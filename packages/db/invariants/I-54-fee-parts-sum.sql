-- I-54 What the platform gives back of its fee is a part of what it kept, and all of it when the whole gift goes back
-- kind: safety
-- Why: rounding must neither keep a poisha of a gift that was returned nor give back one that was never kept. The same
-- holds for the provider's fee: refunds never lose more of it than there was money.
-- Guard: CHECKs pledge_platform_fee_is_of_the_gift, refund_platform_fee_is_of_the_gift, refund_lost_fee_fits and
-- payment_provider_fee_fits; the domain takes each share from what is left.
with reserved as (
  select payment_id, sum(gift_minor) as gift_minor, sum(platform_fee_minor) as platform_fee_minor,
         bool_or(platform_fee_minor < 0 or platform_fee_minor > gift_minor
                 or lost_fee_minor < 0 or lost_fee_minor > amount_minor) as is_odd
  from refund
  where failed_at is null
  group by payment_id
)
select p.id as payment_id, g.gift_minor, g.platform_fee_minor, r.gift_minor as gift_back, r.platform_fee_minor as fee_back
from reserved r
join payment p on p.id = r.payment_id
join pledge g on g.id = p.pledge_id
where r.is_odd or r.platform_fee_minor > g.platform_fee_minor
   or g.platform_fee_minor - r.platform_fee_minor > g.gift_minor - r.gift_minor
union all
select null, gift_minor, platform_fee_minor, null, null
from pledge
where platform_fee_minor < 0 or platform_fee_minor > gift_minor
union all
select id, null, null, captured_minor, provider_fee_minor
from payment
where provider_fee_minor < 0 or provider_fee_minor > coalesce(captured_minor, 0)
