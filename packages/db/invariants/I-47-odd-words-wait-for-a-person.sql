-- I-47 A word that nobody expected is told once, kept in the news, and open until money or an end explains it
-- kind: safety
-- Why: behind such a word there may be money. Unseen, nobody looks; open beside captured money, somebody looks for nothing.
-- Guard: CHECK payment_review_as_a_whole; fact, news and event are written in one transaction under the payment's lock.
with raised as (
  select payment_id, count(*) filter (where why = 'review_raised') as raised,
         count(*) filter (where why = 'review_explained') as explained
  from payment_news
  where why in ('review_raised', 'review_explained')
  group by payment_id
), told as (
  select subject_id as payment_id, count(*) as events from outbox where type = 'payment.needs_review' group by subject_id
)
select p.id as payment_id, p.rank, p.needs_review_at, p.needs_review_word, r.raised, r.explained, t.events
from payment p
left join raised r on r.payment_id = p.id
left join told t on t.payment_id = p.id
where coalesce(r.raised, 0) <> coalesce(t.events, 0)
   or coalesce(r.raised, 0) - coalesce(r.explained, 0) <> case when p.needs_review_at is null then 0 else 1 end
   or (p.needs_review_at is null) <> (p.needs_review_word is null)
   or (p.needs_review_at is not null and p.rank = 40)
