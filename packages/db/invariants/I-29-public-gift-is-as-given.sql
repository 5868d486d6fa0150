-- I-29 A public gift shows its pledge's amount, and a name only if the donor allowed it
-- kind: safety
-- Why: an anonymous donor's name must not be in any public row, whatever the page does with it. A message is the
-- donor's own or absent; moderators may remove one.
-- Guard: CHECK public_gift_anonymous_has_no_name; the row is copied from the pledge by one statement.
select p.pledge_id, p.is_anonymous, g.is_anonymous as asked_to_be_anonymous, p.amount_minor, g.gift_minor
from public_gift p
join pledge g on g.id = p.pledge_id
where p.is_anonymous <> g.is_anonymous
   or (g.is_anonymous and p.display_name is not null)
   or (not g.is_anonymous and p.display_name is distinct from g.donor_name)
   or p.amount_minor <> g.gift_minor or p.currency <> g.currency or p.campaign_id <> g.campaign_id
   or (p.message is not null and p.message is distinct from g.message)
