import { type Db, isDurable } from "@careforall/db/client";
import { migrationsAtHead } from "@careforall/db/migrate";

export type DatabaseCheck = { readonly isReady: boolean; readonly why: string | null };

/** A database that needs longer than this to say hello is not one to take donors to. */
const ANSWER_MAX_MS = 2_000;

/** The migrations of a database do not go backward: once they are there, they are not looked up again. */
let databaseAtHead: string | undefined;

/** Whether this process may take money: the database answers, keeps what it acknowledges, and knows all migrations. */
export async function checkDatabase(db: Db): Promise<DatabaseCheck> {
  try {
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
