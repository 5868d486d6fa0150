import type { Db } from "../client/index.ts";
import type { Invariant } from "./invariant.ts";

/** Judges the same invariants again and again on one connection. */
export type QuickJudge = {
  /** The ids of those that are violated now. */
  readonly violated: () => Promise<readonly string[]>;
  readonly close: () => void;
};

const STATEMENT_NAME = "judge_at_once";

/**
 * All invariants as one prepared statement: planned once, then a few milliseconds for a small book, so that a test can
 * judge after every step. It only names what is violated; `checkInvariants` says how. Invariants that need a table which
 * may be absent are left out.
 */
export async function openQuickJudge(
  { pool }: Pick<Db, "pool">,
  invariants: readonly Invariant[],
): Promise<QuickJudge> {
  const client = await pool.connect();
  const one = ({ id, text }: Invariant): string =>
    `select '${id}' as id where exists (select from (\n${text}\n) violation)`;
  const text = invariants
    .filter(({ needs }) => needs === null)
    .map(one)
    .join("\nunion all\n");
  return {
    violated: async () => {
      const { rows } = await client.query<{ id: string }>({ name: STATEMENT_NAME, text });
      return rows.map(({ id }) => id);
    },
    close: () => client.release(),
  };
}
