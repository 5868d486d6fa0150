-- I-63 Money that was captured when its campaign was no longer active is marked as late
-- kind: safety
-- Why: late money is credited like any other, so the mark is all that tells an organiser why a closed campaign grew.
-- Guard: trigger payment_lateness_is_kept; the domain judges by the end of the campaign as well as by its status.
select p.id as payment_id, p.captured_at, last.to_status as campaign_status, last.at as since
from payment p
join pledge g on g.id = p.pledge_id
cross join lateral (
  select h.to_status, h.at
  from campaign_status_history h
  where h.campaign_id = g.campaign_id and h.at <= p.captured_at
  order by h.seq desc
  limit 1
) last
where p.rank = 40 and p.late_as is null and last.to_status <> 'active'
