import { sql, type Db, type Tx } from "../client/index.ts";
import type { DeadSource } from "./sources.ts";

export type DeadLetter = {
  readonly source: DeadSource;
  readonly id: string;
  /** What it is: the provider, the event's type, the job's task. */
  readonly what: string;
  readonly error: string | null;
  readonly attempts: number;
  readonly deadAt: Date;
};

/** What waits for a person, the oldest first. Bodies and payloads are not in it: they may name donors. */
export const listDeadLetters = (
  db: Db,
  source: DeadSource | null,
  limit: number,
): Promise<readonly DeadLetter[]> =>
  db.query<DeadLetter>(
    sql`select * from (
          select 'inbox' as source, id::text, provider::text as what, last_error as error, attempts::int,
                 dead_at as "deadAt"
          from inbox where dead_at is not null
          union all
          select 'delivery', d.consumer || '/' || d.event_id, o.type, d.last_error, d.attempts::int, d.dead_at
          from delivery d join outbox o on o.id = d.event_id where d.dead_at is not null
          union all
          select 'job', source_id, task, error, attempts::int, at
          from dead_letter where source = 'job' and replayed_at is null
        ) dead
        where ${source}::text is null or source = ${source}
        order by "deadAt", source, id
        limit ${limit}`,
  );

/** How many wait for a person; three counts over small partial indexes. */
export async function countDeadLetters(db: Db): Promise<Readonly<Record<DeadSource, number>>> {
  const [counts] = await db.query<Record<DeadSource, number>>(
    sql`select (select count(*)::int from inbox where dead_at is not null) as inbox,
               (select count(*)::int from delivery where dead_at is not null) as delivery,
               (select count(*)::int from dead_letter where replayed_at is null) as job`,
  );
  return counts ?? { inbox: 0, delivery: 0, job: 0 };
}

export type NewDeadJob = {
  readonly id: string;
  readonly jobId: string;
  readonly task: string;
  readonly jobKey: string | null;
  readonly maxAttempts: number;
  readonly error: string;
  readonly attempts: number;
  readonly payload: string;
};

/** Keeps what is needed to add the job again; the queue itself forgets a job that has ended. */
export async function insertDeadJob(db: Db, job: NewDeadJob): Promise<void> {
  await db.query(
    sql`insert into dead_letter (id, source, source_id, error, attempts, payload, at, task, job_key, max_attempts)
        values (${job.id}, 'job', ${job.jobId}, ${job.error.slice(0, 1_000)}, ${job.attempts}, ${job.payload}, now(),
          ${job.task}, ${job.jobKey}, ${job.maxAttempts})
        on conflict (source, source_id) do nothing`,
  );
}

export type NewReplay = {
  readonly id: string;
  readonly source: DeadSource;
  readonly sourceId: string;
  readonly who: string;
  readonly reason: string;
  readonly error: string | null;
  readonly attempts: number;
  readonly deadAt: Date;
};

/** Keeps who played what again, and what it had died of. */
export async function insertReplay(tx: Tx, replay: NewReplay): Promise<void> {
  await tx.query(
    sql`insert into dead_letter_replay (id, source, source_id, who, reason, error, attempts, dead_at, at)
        values (${replay.id}, ${replay.source}, ${replay.sourceId}, ${replay.who}, ${replay.reason}, ${replay.error},
          ${replay.attempts}, ${replay.deadAt.toISOString()}, ${tx.at})`,
  );
}
