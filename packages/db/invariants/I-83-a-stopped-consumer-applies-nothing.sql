-- I-83 While a consumer is stopped nothing is applied for it
-- kind: safety
-- Why: a person stops a consumer because what it does is wrong; whatever it went on to do is wrong too, and the time up
-- to which pages call a total true stands still over it.
-- Guard: claims ask for an open pause in their own statement. A batch that had begun is finished, and carries the time at
-- which it began; no transaction lives for half a minute (time-outs of statements and of idle transactions).
select d.consumer, d.event_id, d.done_at, p.paused_at, p.resumed_at
from consumer_pause p
join delivery d on d.consumer = p.consumer
  and d.done_at > p.paused_at + interval '30 seconds'
  and d.done_at < coalesce(p.resumed_at, 'infinity') - interval '30 seconds'
