import { type Fault, of } from "./fault.ts";

const REPAIRED = `(select id from reconciliation_finding where repaired_at is not null and payment_id = ${of("unheard")})`;
const UNLISTED = `(select id from reconciliation_finding
  where kind = 'missing_there' and not is_dry and payment_id = ${of("unlisted")})`;
const DRY_RUN = "(select id from reconciliation_run where is_dry order by started_at limit 1)";

/** Faults in the comparisons with the provider. */
export const FAULTS_OF_RECONCILIATION: readonly Fault[] = [
  {
    named: ["I-75"],
    what: "a finding counts as repaired, and nothing was posted",
    plant: [`update reconciliation_finding set provider_payment_id = 'never posted' where id = ${REPAIRED}`],
  },
  {
    named: ["I-75"],
    what: "another amount than the provider's was posted",
    plant: [
      `update reconciliation_finding set theirs_minor = theirs_minor + 2
       where kind = 'amount_differs' and repaired_at is not null`,
    ],
  },
  {
    named: ["I-76"],
    what: "a run has lost one of its findings",
    plant: [`update reconciliation_run set found = found + 1 where id = ${DRY_RUN}`],
  },
  {
    named: ["I-76"],
    what: "a dry run has repaired something",
    plant: [
      "alter table reconciliation_run drop constraint reconciliation_run_dry_repairs_nothing",
      `update reconciliation_run set repaired = 1 where id = ${DRY_RUN}`,
    ],
  },
  {
    named: ["I-76"],
    what: "a dry run has closed a finding",
    plant: [`update reconciliation_finding set closed_run_id = ${DRY_RUN} where id = ${REPAIRED}`],
  },
  {
    named: ["I-76"],
    what: "a finding of a dry run counts as one of the others",
    plant: [
      `update reconciliation_finding set is_dry = false, closed_at = now(), outcome = 'x'
       where id = (select min(id::text)::uuid from reconciliation_finding where is_dry)`,
    ],
  },
  {
    named: ["I-77"],
    what: "a difference was found anew",
    plant: [
      "drop index reconciliation_finding_open",
      "drop index reconciliation_finding_run_id_provider_provider_payment_id__key",
      `insert into reconciliation_finding
       select gen_random_uuid(), run_id, is_dry, kind, provider, reference, provider_payment_id, payment_id, ours_minor,
              ours_currency, theirs_minor, theirs_currency, cause, repair, found_at, last_seen_at
       from reconciliation_finding where id = ${UNLISTED}`,
    ],
  },
  {
    named: ["I-77"],
    what: "a finding says that we hold what we do not hold",
    plant: [`update reconciliation_finding set ours_minor = ours_minor + 1 where id = ${UNLISTED}`],
  },
  {
    named: ["I-78"],
    what: "a difference is open for more than a day",
    plant: [
      `update reconciliation_finding set found_at = now() - interval '24 hours 1 second' where id = ${UNLISTED}`,
    ],
  },
  {
    named: ["I-79"],
    what: "a repaired gift has a receipt on its way",
    plant: [`update message set state = 'queued' where event_id = ${of("unheard", "event")}`],
  },
];
