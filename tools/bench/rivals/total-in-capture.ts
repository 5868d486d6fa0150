import type { Context } from "@careforall/api/context";
import type { PlantedAttempt } from "../plant/attempts.ts";

/**
 * A design of before: the campaign's total is updated inside the transaction that captures, so that it is exact at once
 * and no worker is needed. Everything else is the product's own verb. The row of the total is locked until the commit is
 * on disk, so captures of one campaign wait for each other.
 */
export function withTotalInside(ctx: Context, { campaignId, amountMinor }: PlantedAttempt): Context {
  const { pool } = ctx.db;
  const connect = async (): Promise<unknown> => {
    const client = await pool.connect();
    return beforeCommit(client, () => client.query({ ...ADD, values: [campaignId, amountMinor] }));
  };
  return { ...ctx, db: { ...ctx.db, pool: replacing(pool, "connect", connect) } };
}

const ADD = {
  name: "bench-add-to-total",
  text: `update campaign_total
         set raised_minor = raised_minor + $2, captured_minor = captured_minor + $2, gift_count = gift_count + 1,
             captured_count = captured_count + 1, version = version + 1, updated_at = now()
         where campaign_id = $1`,
};

function beforeCommit<T extends { query: (...asked: never[]) => unknown }>(
  client: T,
  add: () => Promise<unknown>,
): T {
  return replacing(client, "query", async (...asked: unknown[]) => {
    if (asked[0] === "commit") await add();
    return Reflect.apply(client.query, client, asked) as unknown;
  });
}

/** The same object with one member replaced; methods keep their own `this`. */
function replacing<T extends object>(target: T, name: keyof T, replacement: unknown): T {
  return new Proxy(target, {
    get: (object, property) => {
      if (property === name) return replacement;
      const value: unknown = Reflect.get(object, property, object);
      return typeof value === "function" ? (value.bind(object) as unknown) : value;
    },
  });
}
