import { Gauge, type Registry } from "prom-client";

/** What is known of the comparisons with the provider. */
export const reconciliationGauges = (registers: Registry[]) => ({
  reconciliationEnabled: new Gauge({
    name: "careforall_reconciliation_enabled",
    help: "Whether the reconciliation with the provider may change anything (RECONCILE)",
    registers,
  }),
  reconciliationFinishedAt: new Gauge({
    name: "careforall_reconciliation_finished_timestamp_seconds",
    help: "When a reconciliation last came to its end without an error; 0 before the first time",
    registers,
  }),
  openFindings: new Gauge({
    name: "careforall_reconciliation_open_findings",
    help: "Differences between our books and the provider's that are not settled",
    labelNames: ["kind"],
    registers,
  }),
});
