import { enqueueJobs } from "../message/index.ts";
import { sql, type Tx } from "../client/index.ts";

/** Something that may be dead, under its lock. */
export type Fate = {
  readonly state: "dead" | "done" | "waiting";
  readonly error: string | null;
  readonly attempts: number;
  /** Set when it is dead. */
  readonly deadAt: Date | null;
};

/** Locks a notification until the transaction ends. */
export async function lockNoticeFate(tx: Tx, id: string): Promise<Fate | null> {
  const [fate] = await tx.query<Fate>(
    sql`select case when processed_at is not null or verdict = 'rejected' then 'done'
                    when dead_at is not null then 'dead' else 'waiting' end as state,
               last_error as error, attempts::int, dead_at as "deadAt"
        from inbox where id = ${id} for update`,
  );
  return fate ?? null;
}

/** Makes a dead notification due, with all its tries before it. It is the same row: it acts through the same keys. */
export async function reviveNotice(tx: Tx, id: string): Promise<void> {
  await tx.query(
    sql`update inbox set dead_at = null, attempts = 0, next_try_at = ${tx.at}
        where id = ${id} and dead_at is not null and processed_at is null`,
  );
}

/** Locks a delivery until the transaction ends. */
export async function lockDeliveryFate(tx: Tx, consumer: string, eventId: string): Promise<Fate | null> {
  const [fate] = await tx.query<Fate>(
    sql`select case when done_at is not null then 'done' when dead_at is not null then 'dead' else 'waiting' end as state,
               last_error as error, attempts::int, dead_at as "deadAt"
        from delivery where consumer = ${consumer} and event_id = ${eventId} for update`,
  );
  return fate ?? null;
}

/** Makes a dead delivery due; its primary key still lets the event apply once. */
export async function reviveDelivery(tx: Tx, consumer: string, eventId: string): Promise<void> {
  await tx.query(
    sql`update delivery set dead_at = null, attempts = 0, next_try_at = ${tx.at}
        where consumer = ${consumer} and event_id = ${eventId} and dead_at is not null and done_at is null`,
  );
}

export type DeadJob = Fate & {
  readonly task: string;
  readonly jobKey: string | null;
  readonly maxAttempts: number;
  readonly payload: string;
};

/** Locks a job's dead letter until the transaction ends. */
export async function lockJobFate(tx: Tx, jobId: string): Promise<DeadJob | null> {
  const [job] = await tx.query<DeadJob>(
    sql`select case when replayed_at is null then 'dead' else 'done' end as state, error, attempts::int, at as "deadAt",
               task, job_key as "jobKey", max_attempts::int as "maxAttempts", payload
        from dead_letter where source = 'job' and source_id = ${jobId} for update`,
  );
  return job ?? null;
}

/** Adds the job again under its old key, and closes its dead letter: the new job is another job. */
export async function reviveJob(tx: Tx, jobId: string, job: DeadJob): Promise<void> {
  await enqueueJobs(tx, [
    {
      identifier: job.task,
      payload: JSON.parse(job.payload) as Readonly<Record<string, string>>,
      key: job.jobKey ?? `replay:${jobId}`,
      maxAttempts: job.maxAttempts,
    },
  ]);
  await tx.query(
    sql`update dead_letter set replayed_at = ${tx.at} where source = 'job' and source_id = ${jobId}`,
  );
}
