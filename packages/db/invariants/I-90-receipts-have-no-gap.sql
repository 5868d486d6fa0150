-- I-90 The receipts of a year are numbered 1, 2, 3 … as far as its counter, and no further
-- kind: safety
-- Why: a missing number looks like a receipt that somebody hid, a double one like money that was declared twice.
-- Guard: the counter's row is locked while numbers are given, and judged at commit (receipt_numbers_have_no_gap); unique
-- (year, serial); receipts are append-only.
with given as (
  select year, count(*) as receipts, min(serial) as first_serial, max(serial) as last_serial,
         count(distinct serial) as serials
  from receipt group by year
)
select coalesce(y.year, g.year) as year, y.last_serial as counter, g.first_serial, g.last_serial, g.receipts
from receipt_year y
full join given g on g.year = y.year
where y.last_serial is distinct from coalesce(g.last_serial, 0)
   or coalesce(g.receipts, 0) <> coalesce(g.serials, 0)
   or coalesce(g.serials, 0) <> coalesce(g.last_serial, 0)
   or g.first_serial <> 1
