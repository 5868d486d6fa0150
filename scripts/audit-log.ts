import { auditLogCommandOf } from "./audit-log/options.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm audit-log`: reads what staff have changed, and verifies that nobody has changed the log (docs/audit.md).

/** One statement at a time. */
const POOL_MAX = 1;

async function run(): Promise<0 | 1> {
  const command = auditLogCommandOf(process.argv.slice(2));
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: both import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { runAuditLogCommand } = await import("./audit-log/run-command.ts");
  const database = await openDatabase(process.env, "pnpm audit-log");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall audit log" });
  try {
    const { text, exitCode } = await runAuditLogCommand(db, command);
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
  console.error(explain(error));
  process.exitCode = 1;
}
