import { readAuditHead } from "@careforall/db/audit";
import type { Context } from "../context/index.ts";

/**
 * Tells the log of this process where the audit log ends now. The line is outside of the database, so whoever owns the
 * database cannot change what it said (docs/audit.md). Answers how many entries there are.
 */
export async function tellAuditHead(ctx: Pick<Context, "db" | "log">): Promise<number> {
  const { seq, hash } = await readAuditHead(ctx.db);
  ctx.log.info({ seq: `${seq}`, hash }, "the head of the audit log");
  return Number(seq);
}
