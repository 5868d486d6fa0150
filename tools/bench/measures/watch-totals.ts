import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { listen } from "@careforall/db/client";
import { TOTALS_CHANNEL } from "@careforall/db/totals";

/** When nothing is heard any more, the rest is asked for this often. */
const ASK_INTERVAL_MS = 25;

export type TotalsWatch = {
  /** A gift is about to be committed: the worker may be quicker than our own answer. */
  readonly expect: (paymentId: string) => void;
  /** When each gift was first seen in a public total, by the clock of this process. */
  readonly published: (
    count: number,
    limitMs: number,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, number>>;
  readonly stop: () => Promise<void>;
};

/**
 * Does what a live page does: hears that a total changed, and reads. One statement reads the totals and which gifts
 * they include (the consumer marks a gift in the transaction that adds it), so its answer is one moment of the
 * database. The time counted is when the answer has arrived, so a delay is never flattered.
 */
export async function watchTotals(
  url: string,
  pool: pg.Pool,
  onError: (error: Error) => void,
): Promise<TotalsWatch> {
  const pending = new Set<string>();
  const seen = new Map<string, number>();
  let isReading = false;
  let isStale = false;

  const read = async (): Promise<void> => {
    isStale = true;
    if (isReading) return; // the reader that is under way reads once more
    isReading = true;
    try {
      while (isStale) {
        isStale = false;
        const included = await readIncluded(pool, [...pending]);
        const now = performance.now();
        for (const paymentId of included) {
          pending.delete(paymentId);
          seen.set(paymentId, now);
        }
      }
    } finally {
      isReading = false;
    }
  };
  const fail = (error: unknown): void => onError(error instanceof Error ? error : new Error(String(error)));
  const readNow = (): void => void read().catch(fail);
  const listener = await listen(url, TOTALS_CHANNEL, {
    onMessage: readNow,
    onReconnected: readNow,
    onError: fail,
  });
  return {
    expect: (paymentId) => {
      pending.add(paymentId);
    },
    published: async (count, limitMs, signal) => {
      const end = performance.now() + limitMs;
      while (seen.size < count) {
        signal.throwIfAborted();
        if (performance.now() > end)
          throw new Error(
            `${count - seen.size} of ${count} gifts were not public after ${limitMs / 1_000} s`,
          );
        await sleep(ASK_INTERVAL_MS);
        await read();
      }
      return seen;
    },
    stop: () => listener.stop(),
  };
}

/** Which of these gifts the public totals include now. */
async function readIncluded(pool: pg.Pool, paymentIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: "bench-included",
    text: `select o.subject_id as id
           from outbox o
           join delivery d on d.event_id = o.id and d.consumer = 'totals' and d.done_at is not null
           join pledge g on g.fulfilled_by = o.subject_id
           join campaign_total t on t.campaign_id = g.campaign_id
           where o.subject_id = any($1::uuid[]) and o.type = 'payment.captured'`,
    values: [paymentIds],
  });
  return rows.map(({ id }) => id);
}
