import type { Db } from "../client/index.ts";
import type { Invariant } from "./invariant.ts";

/** Judges the same invariants again and again on one connection. */
export type QuickJudge = {
  /** The ids of those that are violated now. */
  readonly violated: () => Promise<readonly string[]>;
  readonly close: () => void;
};

/** A connection, as far as a statement that it keeps by its name is concerned. */
type KeepingConnection = {
  query(statement: {
    readonly name: string;
    readonly text: string;
  }): Promise<{ readonly rows: { id: string }[] }>;
};

const STATEMENT_NAME = "judge_at_once";

/**
 * All invariants as one prepared statement: planned once for each connection, then a few milliseconds for a small book,
 * so that a test can judge after every step, in whatever transaction is open. It answers the ids of those that are
 * violated and no more; `judge` says how. Invariants that need a table which may be absent are left out.
 */
export function judgeAtOnce(
  invariants: readonly Invariant[],
): (connection: KeepingConnection) => Promise<readonly string[]> {
  const one = ({ id, text }: Invariant): string =>
    `select '${id}' as id where exists (select from (\n${text}\n) violation)`;
  const text = invariants
    .filter(({ needs }) => needs === null)
    .map(one)
    .join("\nunion all\n");
  return async (connection) => {
    const { rows } = await connection.query({ name: STATEMENT_NAME, text });
    return rows.map(({ id }) => id);
  };
}

/** `judgeAtOnce` on a connection of its own. */
export async function openQuickJudge(
  { pool }: Pick<Db, "pool">,
  invariants: readonly Invariant[],
): Promise<QuickJudge> {
  const client = await pool.connect();
  const judge = judgeAtOnce(invariants);
  return { violated: () => judge(client), close: () => client.release() };
}
