import { type Db, sql, type Tx } from "../client/index.ts";

export type Pause = {
  readonly consumer: string;
  readonly pausedAt: Date;
  readonly pausedBy: string;
  readonly reason: string;
};

/** Stops a consumer; false when it is stopped already (unique: one open pause per consumer). */
export async function insertPause(
  tx: Tx,
  { id, consumer, who, reason }: { id: string; consumer: string; who: string; reason: string },
): Promise<boolean> {
  const rows = await tx.query(
    sql`insert into consumer_pause (id, consumer, paused_at, paused_by, reason)
        values (${id}, ${consumer}, now(), ${who}, ${reason})
        on conflict (consumer) where resumed_at is null do nothing returning id`,
  );
  return rows.length === 1;
}

/** Lets a consumer go on; answers the id of its pause, null when it is not stopped. */
export async function endPause(
  tx: Tx,
  { consumer, who }: { consumer: string; who: string },
): Promise<string | null> {
  const [pause] = await tx.query<{ id: string }>(
    sql`update consumer_pause set resumed_at = now(), resumed_by = ${who}
        where consumer = ${consumer} and resumed_at is null returning id`,
  );
  return pause?.id ?? null;
}

/** The consumers that are stopped now. */
export const openPauses = (db: Db): Promise<readonly Pause[]> =>
  db.query<Pause>(
    sql`select consumer, paused_at as "pausedAt", paused_by as "pausedBy", reason
        from consumer_pause where resumed_at is null order by consumer`,
  );

export type Waiting = { readonly consumer: string; readonly events: number; readonly oldestAt: Date };

/** How many events wait for each consumer, and since when the oldest does. */
export const countWaiting = (db: Db): Promise<readonly Waiting[]> =>
  db.query<Waiting>(
    sql`select consumer, count(*)::int as events, min(created_at) as "oldestAt"
        from delivery where done_at is null and dead_at is null group by consumer`,
  );
