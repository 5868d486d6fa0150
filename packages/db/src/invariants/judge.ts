import type { Invariant } from "./invariant.ts";

/** What was found. */
export type Verdict = Pick<Invariant, "id" | "kind" | "title"> & {
  /** How many violations there are; 0 is a pass, unless it was skipped. */
  readonly rows: number;
  /** The first violations as JSON text, in which amounts keep all their digits. */
  readonly sample: readonly string[];
  /** The table that it needs is absent, so it says nothing. */
  readonly isSkipped: boolean;
};

/** A connection, as far as judging needs one. */
export type Connection = {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
};

/** Enough to recognise a pattern; a broken migration may break a million rows. */
const SAMPLE_ROWS_MAX = 5;

/** An invariant could not be judged, which is no pass. */
export class InvariantNotJudgedError extends Error {
  override readonly name = "InvariantNotJudgedError";
}

/** Judges one invariant in whatever transaction the connection has open. */
export async function judge(connection: Connection, invariant: Invariant): Promise<Verdict> {
  const { id, kind, title } = invariant;
  try {
    if (invariant.needs !== null && !(await exists(connection, invariant.needs))) {
      return { id, kind, title, rows: 0, sample: [], isSkipped: true };
    }
    const { rows } = await connection.query(
      `with violation as materialized (\n${invariant.text}\n)
       select (select count(*)::int from violation) as rows,
              array(select row_to_json(v)::text from (select * from violation limit ${SAMPLE_ROWS_MAX}) v) as sample`,
    );
    return { id, kind, title, ...readAnswer(rows[0]), isSkipped: false };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvariantNotJudgedError(`${id} could not be judged: ${why}`, { cause });
  }
}

async function exists(connection: Connection, table: string): Promise<boolean> {
  const { rows } = await connection.query("select to_regclass($1) is not null as found", [table]);
  return rows[0]?.["found"] === true;
}

function readAnswer(row: Record<string, unknown> | undefined): Pick<Verdict, "rows" | "sample"> {
  const rows = row?.["rows"];
  const sample: unknown = row?.["sample"];
  if (typeof rows !== "number" || !Array.isArray(sample)) throw new Error("the answer has no count");
  return { rows, sample: sample.map(String) };
}
