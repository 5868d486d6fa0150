import { type Db, sql } from "@careforall/db/client";
import { migrationsAtHead } from "@careforall/db/migrate";

export type DatabaseCheck = { readonly isReady: boolean; readonly why: string | null };

/** A database that needs longer than this to say hello is not one to take donors to. */
const ANSWER_MAX_MS = 2_000;

type Settings = { readonly fsync: string; readonly commit: string; readonly pages: string };

let provenUrl: string | undefined;

/**
 * Whether this process may take money: the database answers, knows all migrations, and keeps what it acknowledges.
 * The last two are proven once per process, the first every time.
 */
export async function checkDatabase(db: Db): Promise<DatabaseCheck> {
  try {
    const [durability] = await withLimit(
      db.query<Settings>(
        sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
                   current_setting('full_page_writes') as pages`,
      ),
    );
    if (provenUrl === db.url) return { isReady: true, why: null };
    const why = isDurable(durability)
      ? await whyNotAtHead(db)
      : "fsync, full_page_writes and synchronous_commit must be on";
    if (why === null) provenUrl = db.url;
    return { isReady: why === null, why };
  } catch {
    return { isReady: false, why: "the database does not answer" };
  }
}

const isDurable = (settings: Settings | undefined): boolean =>
  settings !== undefined && settings.fsync === "on" && settings.commit === "on" && settings.pages === "on";

async function whyNotAtHead(db: Db): Promise<string | null> {
  const state = await migrationsAtHead(db.pool);
  return state.atHead ? null : "migrations are pending: run `pnpm prisma migrate deploy`";
}

function withLimit<T>(promise: Promise<T>): Promise<T> {
  const limit = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer in ${ANSWER_MAX_MS} ms`)), ANSWER_MAX_MS).unref();
  });
  return Promise.race([promise, limit]);
}
