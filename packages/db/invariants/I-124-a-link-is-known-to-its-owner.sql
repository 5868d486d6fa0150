-- I-124 No account is linked to a sign-in provider silently
-- kind: safety
-- Why: a link is a way in; one that its owner never heard of is a back door. That the mail is written is judged by I-113.
-- Guard: the transaction that links writes the event by which the owner is told; one that makes the account with it
-- writes that its address is proven.
select i.id as identity_id, i.user_id, i.linked_at
from user_identity i
where not exists (
  select 1 from outbox o
  where o.subject_id = i.user_id
    and ((o.type = 'account.factor_changed' and o.data ->> 'change' = 'identity_linked')
         or (o.type = 'account.verified' and o.data ->> 'proof' = 'sign_in_provider')))
