-- I-73 A campaign's figures carry its currency
-- kind: safety
-- Why: campaigns are ordered by money within the currency that stands beside the figures; a wrong one puts taka among
-- euros.
-- Guard: copied from the campaign when the row is made; trigger campaign_currency_is_fixed.
select t.campaign_id, t.currency, c.currency as campaign_currency
from campaign_total t
join campaign c on c.id = t.campaign_id
where t.currency <> c.currency
