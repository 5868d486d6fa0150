import { checkInvariants, violated } from "@careforall/db/invariants";
import { insertInvariantRun } from "@careforall/db/upkeep";
import type { Context } from "../context/index.ts";

/**
 * Judges every invariant, safety and liveness, on one snapshot, and keeps the counts for the metrics and deep health. A
 * violation is logged as an error by its id and count; the rows are shown by `pnpm invariants`, since they may name
 * donors. Answers how many were judged.
 */
export async function judgeInvariants(ctx: Context, signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  const verdicts = (await checkInvariants(ctx.db, { signal })).filter(({ isSkipped }) => !isSkipped);
  const violations = Object.fromEntries(verdicts.map(({ id, rows }) => [id, rows]));
  const ms = Math.round(performance.now() - startedAt);
  await insertInvariantRun(ctx.db, { id: ctx.newId(), ms, violations });
  for (const { id, kind, title, rows } of violated(verdicts)) {
    ctx.log.error({ invariant: id, kind, rows }, `an invariant is broken: ${title}`);
  }
  return verdicts.length;
}
