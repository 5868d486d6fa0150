import { type Db, sql } from "../client/index.ts";

/** The number of violations under the id of every invariant that was judged: 0 is a pass. */
export type Violations = Readonly<Record<string, number>>;

export type InvariantRun = { readonly at: Date; readonly ms: number; readonly violations: Violations };

/** Keeps a judgement. Rows that break a rule are not in it, since they may name donors: `pnpm invariants` shows them. */
export async function insertInvariantRun(
  db: Db,
  run: { readonly id: string; readonly ms: number; readonly violations: Violations },
): Promise<void> {
  await db.query(
    sql`insert into invariant_run (id, at, ms, violations)
        values (${run.id}, now(), ${run.ms}, ${JSON.stringify(run.violations)}::jsonb)`,
  );
}

/** The last judgement, or null if there has been none. */
export async function lastInvariantRun(db: Db): Promise<InvariantRun | null> {
  const [run] = await db.query<InvariantRun>(
    sql`select at, ms, violations from invariant_run order by at desc limit 1`,
  );
  return run ?? null;
}

/** Forgets judgements older than `keptDays`, at most `limit`; answers how many. */
export async function trimInvariantRuns(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from invariant_run where id in
          (select id from invariant_run where at < now() - ${keptDays} * interval '1 day' order by at limit ${limit})
        returning id`,
  );
  return rows.length;
}
