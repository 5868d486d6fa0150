import type { Db } from "./client.ts";
import { sql } from "./sql.ts";

type Settings = { readonly fsync: string; readonly commit: string; readonly pages: string };

/** Whether this server keeps what it acknowledges when it dies: what every process asks before it takes money. */
export async function isDurable(db: Db): Promise<boolean> {
  const [settings] = await db.query<Settings>(
    sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
               current_setting('full_page_writes') as pages`,
  );
  return settings?.fsync === "on" && settings.commit === "on" && settings.pages === "on";
}
