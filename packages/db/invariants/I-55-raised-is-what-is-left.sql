-- I-55 What a campaign has raised is what was captured less what was refunded, for money and for gifts
-- kind: safety
-- Why: the number on the page and the figures behind it are one story; finance adds the second up to check the first.
-- Guard: CHECKs campaign_total_raised_is_what_is_left and campaign_total_gifts_are_what_is_left.
select campaign_id, raised_minor, captured_minor, refunded_minor, gift_count, captured_count, refunded_count
from campaign_total
where raised_minor <> captured_minor - refunded_minor or gift_count <> captured_count - refunded_count
   or raised_minor < 0 or gift_count < 0
