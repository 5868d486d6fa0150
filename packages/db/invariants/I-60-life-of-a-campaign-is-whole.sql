-- I-60 The history of a campaign's status is without gaps and ends at its present status
-- kind: safety
-- Why: when a campaign closed decides which money was late; a status without its step cannot be explained. A campaign
-- that never changed has no history.
-- Guard: primary key (campaign_id, seq); append-only; status and step are written in one statement.
with step as (
  select campaign_id, seq, from_status, to_status,
         row_number() over (partition by campaign_id order by seq) as nr,
         lag(to_status, 1, from_status) over (partition by campaign_id order by seq) as before,
         lead(seq) over (partition by campaign_id order by seq) is null as is_last
  from campaign_status_history
)
select campaign_id, seq, from_status, to_status, before as expected_status
from step
where seq <> nr or from_status <> before
union all
select s.campaign_id, s.seq, s.from_status, s.to_status, c.status
from step s
join campaign c on c.id = s.campaign_id
where s.is_last and s.to_status <> c.status
