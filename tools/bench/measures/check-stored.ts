import type pg from "pg";
import { CONNECTIONS } from "../load/http-load.ts";

/**
 * What was acknowledged is in the database, and nothing beyond what was in flight when a round ended. A handler that
 * answers without storing would be quick.
 */
export async function checkStored(
  pool: pg.Pool,
  countSql: string,
  answered: Readonly<Record<string, number>>,
  rounds: number,
): Promise<void> {
  const { rows } = await pool.query<{ stored: number }>(countSql);
  const stored = rows[0]?.stored ?? 0;
  const sides = Object.values(answered);
  const acknowledged = sides.reduce((sum, count) => sum + count, 0);
  const inFlightMax = CONNECTIONS * sides.length * (rounds + 1);
  if (stored < acknowledged || stored > acknowledged + inFlightMax)
    throw new Error(`${acknowledged} requests were acknowledged, but ${stored} are in the database`);
}
