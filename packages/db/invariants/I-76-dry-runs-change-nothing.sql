-- I-76 A dry run repairs and closes nothing, and no run counts more findings than it has
-- kind: safety
-- Why: whoever looks before repairing must be able to trust that looking is all that happens.
-- Guard: CHECKs reconciliation_run_dry_repairs_nothing and reconciliation_finding_dry_stays_as_found.
select r.id as run_id, r.is_dry, r.found, r.repaired, count(f.id) as findings
from reconciliation_run r
left join reconciliation_finding f on f.run_id = r.id
group by r.id
having r.found > count(f.id) or count(f.id) filter (where f.is_dry <> r.is_dry) > 0
    or (r.is_dry and r.repaired > 0)
    or (r.is_dry and exists (select 1 from reconciliation_finding closed where closed.closed_run_id = r.id))
