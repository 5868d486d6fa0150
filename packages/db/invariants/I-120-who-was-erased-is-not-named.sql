-- I-120 Nothing names a person who was erased
-- kind: safety
-- Why: a promise to forget somebody that is kept in most tables is broken.
-- What providers, mail servers and staff wrote freely cannot be judged here; a test plants it everywhere and searches.
-- Guard: one transaction replaces all of it, behind the locks of the folds that copy names (lockCopies), and the consumer
-- of receipts waits for it on the row of the promise.
select 'pledge' as place, id from pledge
where donor_email like '%@erased.invalid' and (donor_name is not null or message is not null)
union all
select 'public_gift', p.pledge_id from public_gift p join pledge g on g.id = p.pledge_id
where g.donor_email like '%@erased.invalid' and (p.display_name is not null or p.message is not null)
union all
select 'message', m.id from message m join pledge g on g.id = m.pledge_id
where g.donor_email like '%@erased.invalid' and m.recipient <> g.donor_email
union all
select 'message', id from message where recipient like '%@erased.invalid' and state = 'queued'
union all
select 'user_account', id from user_account
where email like '%@erased.invalid'
  and (status <> 'closed' or num_nonnulls(password_hash, phone, bio, birthday, avatar_key) > 0 or name <> '-')
union all
select 'user_session', s.id from user_session s join user_account u on u.id = s.user_id
where u.email like '%@erased.invalid'
union all
select 'user_token', t.id from user_token t join user_account u on u.id = t.user_id
where u.email like '%@erased.invalid'
