import { AppError } from "../packages/domain/src/shared/index.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { settingsOf } from "./platform/command-settings.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";
import { reconcileCommandOf } from "./reconcile/options.ts";

// `pnpm reconcile`: compares our books with the payment provider's (docs/reconciliation.md). On the embedded database or
// DATABASE_URL; the platform may be running or not.

/** Four questions at once, the books, and one to spare. */
const POOL_MAX = 6;

async function run(): Promise<0 | 1 | 2> {
  const command = reconcileCommandOf(process.argv.slice(2));
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: both import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { runCommand } = await import("./reconcile/run-command.ts");
  const ending = new AbortController();
  // The run ends soon and keeps where it was; the database that this command started is stopped below.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  const database = await openDatabase(process.env, "pnpm reconcile");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall reconcile" });
  try {
    const { shown } = database;
    const { text, exitCode } = await runCommand(db, settingsOf(process.env), command, {
      shown,
      signal: ending.signal,
    });
    console.log(text);
    return exitCode;
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : explain(error));
  process.exitCode = 1;
}
