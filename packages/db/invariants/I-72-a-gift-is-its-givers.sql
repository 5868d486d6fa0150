-- I-72 A row of the history belongs to the person whose address is on the promise, unless that address was erased
-- kind: safety
-- Why: a history that shows one person's gifts to another is a breach. An erased donor keeps the random id and has no
-- address, and an erased promise has none; nothing can be compared then.
-- Guard: the donor is looked up by the unique address when the row is first written, and never changed by the fold.
select d.pledge_id, d.donor_id
from donation d
join donor p on p.id = d.donor_id
join pledge g on g.id = d.pledge_id
where p.email is not null and p.email <> lower(g.donor_email)
  and g.donor_email not like '%@erased.invalid'
