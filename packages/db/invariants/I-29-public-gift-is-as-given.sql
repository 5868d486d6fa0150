-- I-29 A public gift shows what is left of its pledge's gift, and a name only if the donor allowed it
-- kind: safety
-- Why: an anonymous donor's name must not be in any public row, whatever the page does with it. A message is the
-- donor's own or absent; moderators may remove one.
-- While news of a refund is not applied yet, either amount is lawful (I-41 judges how long).
-- Guard: CHECK public_gift_anonymous_has_no_name; one writer of the list at a time (lockPublicList).
with refunded as (
  select r.payment_id,
         coalesce(sum(r.gift_minor) filter (where r.confirmed_at is not null and r.failed_at is null), 0) as minor,
         exists (select 1 from outbox o
                 where o.subject_id = r.payment_id and o.type in ('payment.refunded', 'payment.refund_failed')
                   and not exists (select 1 from delivery d
                                   where d.event_id = o.id and d.consumer = 'public_gifts' and d.done_at is not null)
                ) as is_pending
  from refund r
  group by r.payment_id
)
select p.pledge_id, p.is_anonymous, g.is_anonymous as asked_to_be_anonymous, p.amount_minor, g.gift_minor
from public_gift p
join pledge g on g.id = p.pledge_id
left join refunded r on r.payment_id = g.fulfilled_by
where p.is_anonymous <> g.is_anonymous
   or (g.is_anonymous and p.display_name is not null)
   or (not g.is_anonymous and p.display_name is distinct from g.donor_name)
   or (p.amount_minor <> g.gift_minor - coalesce(r.minor, 0) and r.is_pending is not true)
   or p.amount_minor > g.gift_minor or p.currency <> g.currency or p.campaign_id <> g.campaign_id
   or (p.message is not null and p.message is distinct from g.message)
