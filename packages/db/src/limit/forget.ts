import { type Db, sql } from "../client/index.ts";

/** Forgets counts whose window ended an hour ago; processes whose clocks differ still agree on newer ones. */
export async function forgetLimits(db: Db, limit: number): Promise<number> {
  const rows = await db.query(
    sql`delete from rate_limit where key in (
          select key from rate_limit
          where expire < extract(epoch from now() - interval '1 hour') * 1000 limit ${limit})
        returning key`,
  );
  return rows.length;
}
