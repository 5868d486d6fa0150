import { type Db, sql, type Tx } from "../client/index.ts";

export type NewRun = {
  readonly id: string;
  readonly trigger: "schedule" | "command";
  readonly who: string;
  readonly isDry: boolean;
  readonly isMailing: boolean;
  readonly statement: { readonly name: string; readonly sha256: string; readonly rows: number } | null;
  readonly window: { readonly from: Date; readonly to: Date } | null;
};

/**
 * Writes that a run has begun. Whoever calls this holds the lock of all runs, so one that has not ended belongs to a
 * process that died: it is ended first, with that reason, as of the last sign of its life.
 */
export async function openRun(tx: Tx, run: NewRun): Promise<void> {
  await tx.query(
    sql`update reconciliation_run r
        set finished_at = greatest(r.started_at, r.alive_at, own.last_found_at), found = own.found,
            error = 'its process ended before the run did'
        from (select open.id, count(f.id) as found, max(f.found_at) as last_found_at
              from reconciliation_run open left join reconciliation_finding f on f.run_id = open.id
              where open.finished_at is null group by open.id) own
        where own.id = r.id`,
  );
  await tx.query(
    sql`insert into reconciliation_run (id, trigger, who, is_dry, is_mailing, statement_name, statement_sha256,
          statement_rows, from_at, to_at, started_at, alive_at)
        values (${run.id}, ${run.trigger}, ${run.who.slice(0, 100)}, ${run.isDry}, ${run.isMailing},
          ${run.statement?.name.slice(0, 200) ?? null}, ${run.statement?.sha256 ?? null},
          ${run.statement?.rows ?? null}, ${run.window?.from ?? null}, ${run.window?.to ?? null}, now(), now())`,
  );
}

/** What a run has done so far. `cursor` is the last attempt of the last batch that is done, null before the first. */
export type RunProgress = {
  readonly cursor: string | null;
  readonly asked: number;
  readonly silent: number;
  readonly repaired: number;
};

/** Notes how far a run has come, so that the next one can go on after a crash. */
export async function noteRunProgress(db: Db, id: string, progress: RunProgress): Promise<void> {
  await db.query(
    sql`update reconciliation_run set cursor = ${progress.cursor}, asked = ${progress.asked},
          silent = ${progress.silent}, repaired = ${progress.repaired}, alive_at = now()
        where id = ${id}`,
  );
}

/** Ends a run. `cursor` null = all of it is done. Answers how many differences it found that were not known before. */
export async function finishRun(
  db: Db,
  id: string,
  progress: RunProgress,
  error: string | null,
): Promise<number> {
  const [row] = await db.query<{ found: number }>(
    sql`update reconciliation_run set cursor = ${progress.cursor}, asked = ${progress.asked},
          silent = ${progress.silent}, repaired = ${progress.repaired}, finished_at = now(),
          found = (select count(*) from reconciliation_finding where run_id = ${id}),
          error = ${error?.slice(0, 1_000) ?? null}
        where id = ${id} returning found`,
  );
  return row?.found ?? 0;
}

/**
 * Where the sweep goes on when the last one was cut off within `maxAgeMs`: the last attempt that it is done with. Null
 * = from the beginning. Dry runs and those of a time of their own neither give nor take such a place.
 */
export async function resumePoint(db: Db, maxAgeMs: number): Promise<string | null> {
  const [last] = await db.query<{ cursor: string | null }>(
    sql`select cursor from reconciliation_run
        where not is_dry and from_at is null and finished_at > now() - ${maxAgeMs} * interval '1 millisecond'
        order by started_at desc, id desc limit 1`,
  );
  return last?.cursor ?? null;
}

export type LastRun = {
  readonly id: string;
  readonly trigger: string;
  readonly isDry: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly asked: number;
  readonly silent: number;
  readonly found: number;
  readonly repaired: number;
  readonly error: string | null;
};

/** The newest run, dry ones too; null before the first. */
export async function lastRun(db: Db): Promise<LastRun | null> {
  const [run] = await db.query<LastRun>(
    sql`select id, trigger, is_dry as "isDry", started_at as "startedAt", finished_at as "finishedAt", asked, silent,
               found, repaired, error
        from reconciliation_run order by started_at desc, id desc limit 1`,
  );
  return run ?? null;
}

/** When a run that may repair last came to its end without an error; null = never. */
export async function lastWholeRunAt(db: Db): Promise<Date | null> {
  const [run] = await db.query<{ at: Date }>(
    sql`select finished_at as at from reconciliation_run
        where finished_at is not null and error is null and not is_dry order by started_at desc limit 1`,
  );
  return run?.at ?? null;
}

/** Forgets runs older than `keptDays` that no finding names, at most `limit`; answers how many. */
export async function trimRuns(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from reconciliation_run where id in
          (select r.id from reconciliation_run r
           where r.started_at < now() - ${keptDays} * interval '1 day' and r.finished_at is not null
             and not exists (select 1 from reconciliation_finding f where r.id in (f.run_id, f.closed_run_id))
           order by r.started_at limit ${limit})
        returning id`,
  );
  return rows.length;
}
