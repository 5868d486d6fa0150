-- I-82 A held charge of an attempt gives way to its gift and to nothing else, and no gift waits behind a hold
-- kind: safety
-- Why: of several charges of one attempt the same money must be the gift in whichever order they are told. Money that is
-- as promised and waits as a second capture is wrong while nothing fulfils the pledge; so is a held charge that lost its
-- place to no gift, or without whoever gave it back noticing.
-- Guard: trigger payment_facts_only_grow (captured money changes only for a gift, when its case says so); the domain
-- decides under the locks of pledge and payment; refunds move to the case in the same transaction.
select x.id as case_id, x.payment_id, 'gave way to no gift' as what
from money_exception x
left join payment p on p.id = x.payment_id
left join pledge g on g.id = p.pledge_id
where x.gave_way_at is not null
  and (p.held_as is not null or p.rank is distinct from 40 or g.fulfilled_by is distinct from p.id
       or p.provider_payment_id = x.provider_payment_id or x.decision = 'accepted')
union all
select x.id, x.payment_id, 'a second capture of a pledge that nothing has fulfilled'
from money_exception x
join payment p on p.id = x.payment_id
join pledge g on g.id = p.pledge_id
where x.kind = 'second_capture' and g.fulfilled_by is null
union all
select x.id, x.payment_id, 'moved to a case that is still its payment''s capture'
from refund r
join money_exception x on x.id = r.case_id
where r.moved_as is not null and x.gave_way_at is null
union all
select null, payment_id, 'gave way twice'
from money_exception
where gave_way_at is not null
group by payment_id
having count(*) > 1
