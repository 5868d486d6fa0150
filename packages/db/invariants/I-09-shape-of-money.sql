-- I-09 Amounts are whole minor units above zero, and a pledge's total is the sum of its parts
-- kind: safety
-- Why: a gift of zero, a negative tip or a total that hides a part would be charged or counted as written.
-- Guard: CHECK constraints pledge_*, payment_*_positive, ledger_entry_not_zero, campaign_goal_positive; bigint columns.
select 'pledge' as what, id::text as id
from pledge
where gift_minor <= 0 or tip_minor < 0 or fee_cover_minor < 0
   or total_minor <> gift_minor + tip_minor + fee_cover_minor
union all
select 'payment', id::text from payment where amount_minor <= 0 or captured_minor <= 0
union all
select 'ledger_entry', id::text from ledger_entry where amount_minor = 0
union all
select 'campaign', id::text from campaign where goal_minor <= 0
