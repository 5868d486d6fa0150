import type { StatementCharge } from "@careforall/domain/payment";
import type { Statement } from "../reconciliation/index.ts";

/** A statement of the scripted provider that lists these charges. */
export function statementOf(charges: readonly StatementCharge[]): Statement {
  const times = charges.map(({ at }) => at.getTime());
  const span =
    times.length === 0 ? null : { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
  return {
    provider: "sslcommerz",
    name: "statement.csv",
    sha256: "0".repeat(64),
    rows: charges.length,
    charges,
    span,
  };
}
