import { type Db, isDurable, powersOverPast } from "@careforall/db/client";
import { migrationsAtHead } from "@careforall/db/migrate";
import type { Settings } from "../settings/index.ts";

export type DatabaseCheck = { readonly isReady: boolean; readonly why: string | null };

/** A database that needs longer than this to say hello is not one to take donors to. */
const ANSWER_MAX_MS = 2_000;

const HAS_POWERS = "the role of DATABASE_URL could change the past, since it";

/** The migrations of a database do not go backward: once they are there, they are not looked up again. */
let databaseAtHead: string | undefined;

/** A role that was seen to have no power over the past is not asked again. */
let closedPast: string | undefined;

/**
 * Whether this process may take money: the database answers, keeps what it acknowledges, and knows all migrations; and
 * in a deployment, our role there cannot change the past (ADR 31).
 */
export async function checkDatabase(db: Db, mode: Settings["mode"]): Promise<DatabaseCheck> {
  try {
    if (mode === "deployed" && closedPast !== db.url) {
      const powers = await withLimit(powersOverPast(db));
      if (powers.length > 0)
        return { isReady: false, why: `${HAS_POWERS} ${powers.join(", ")}: docs/upkeep.md` };
      closedPast = db.url;
    }
    if (!(await withLimit(isDurable(db)))) {
      return { isReady: false, why: "fsync, full_page_writes and synchronous_commit must be on" };
    }
    if (databaseAtHead === db.url) return { isReady: true, why: null };
    const { atHead } = await withLimit(migrationsAtHead(db.pool));
    if (!atHead) return { isReady: false, why: "migrations are pending: run `pnpm prisma migrate deploy`" };
    databaseAtHead = db.url;
    return { isReady: true, why: null };
  } catch {
    return { isReady: false, why: "the database does not answer" };
  }
}

function withLimit<T>(promise: Promise<T>): Promise<T> {
  const limit = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer in ${ANSWER_MAX_MS} ms`)), ANSWER_MAX_MS).unref();
  });
  return Promise.race([promise, limit]);
}
