import type pg from "pg";
import type { Undo } from "@careforall/world";

/** As the design of before had it. */
const ROWS = 10;
const EVERY_MS = 1_000;

/**
 * A design of before: once a second the oldest ten events are taken from the outbox, and each is added to its campaign's
 * total. Only captures are looked at, so that events which it never had do not slow it down.
 */
export function pollOutbox(pool: pg.Pool, undo: Undo): { readonly stop: () => Promise<void> } {
  let turn = Promise.resolve();
  const timer = setInterval(() => {
    turn = turn.then(() => takeTen(pool)).catch((error: unknown) => undo.fail(asError(error)));
  }, EVERY_MS);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await turn;
  };
  undo.add({ stop, kill: () => clearInterval(timer) });
  return { stop };
}

async function takeTen(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ id: string; campaignId: string; giftMinor: string }>(TAKE);
    for (const { id, campaignId, giftMinor } of rows) {
      await client.query({ ...ADD, values: [campaignId, giftMinor] });
      await client.query({ ...MARK, values: [id] });
    }
    await client.query("commit");
  } finally {
    client.release();
  }
}

const TAKE = {
  name: "bench-take-ten",
  text: `select id, data ->> 'campaignId' as "campaignId", data ->> 'giftMinor' as "giftMinor"
         from outbox where relayed_at is null and type = 'payment.captured'
         order by created_at, id limit ${ROWS} for update`,
};
const ADD = {
  name: "bench-add",
  text: `update campaign_total
         set raised_minor = raised_minor + $2, captured_minor = captured_minor + $2, gift_count = gift_count + 1,
             captured_count = captured_count + 1, version = version + 1, updated_at = now()
         where campaign_id = $1`,
};
const MARK = { name: "bench-mark", text: "update outbox set relayed_at = now() where id = $1" };

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
