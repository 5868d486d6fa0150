-- I-40 After everything is applied, a campaign's public total is the ledger's gifts, less confirmed refunds
-- kind: liveness
-- Why: the total is folded from events, the ledger is posted with the capture: two roads to one number. Between a
-- capture and its fold they differ lawfully, so this is judged when the platform has settled.
-- The platform's fee is a part of the gift: it lies on an account of its own, and is the gift of the same payment.
-- Guard: I-06, I-10, I-17 and I-19 together; none of them alone.
with gift_entry as (
  select coalesce(e.campaign_id, g.campaign_id) as campaign_id, l.kind, l.reference, l.payment_id, -e.amount_minor as minor
  from ledger_entry e
  join ledger_posting l on l.id = e.posting_id
  left join payment p on p.id = l.payment_id
  left join pledge g on g.id = p.pledge_id
  where e.account in ('campaign_payable', 'platform_fee') and l.kind in ('capture', 'held_accepted', 'refund')
), gift as (
  select campaign_id, payment_id, minor
  from gift_entry
  where kind in ('capture', 'held_accepted')
  union all
  -- On its way back but not with the donor: still raised.
  select campaign_id, payment_id, minor
  from gift_entry r
  where kind = 'refund'
    and exists (select 1 from ledger_posting c where c.kind = 'refund_confirmed' and c.reference = r.reference)
    and not exists (select 1 from ledger_posting f where f.kind = 'refund_failed' and f.reference = r.reference)
), per_payment as (
  select campaign_id, payment_id, sum(minor) as minor from gift group by campaign_id, payment_id
), owed as (
  select campaign_id, sum(minor) as raised_minor, count(*) filter (where minor > 0) as gifts
  from per_payment
  group by campaign_id
)
select campaign_id, t.raised_minor as total_minor, o.raised_minor as ledger_minor, t.gift_count as total_gifts,
       o.gifts as ledger_gifts
from campaign_total t
full join owed o using (campaign_id)
where coalesce(t.raised_minor, 0) <> coalesce(o.raised_minor, 0)
   or coalesce(t.gift_count, 0) <> coalesce(o.gifts, 0)
