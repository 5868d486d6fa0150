import { AppError } from "../packages/domain/src/shared/index.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { commandOf } from "./money/options.ts";
import { settingsOf } from "./platform/command-settings.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm money`: what staff do with money until there are pages for it. On the embedded database or DATABASE_URL.

/** One command asks one thing after the other. */
const POOL_MAX = 2;

async function run(): Promise<void> {
  const command = commandOf(process.argv.slice(2));
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: both import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { runCommand } = await import("./money/run-command.ts");
  const database = await openDatabase(process.env, "pnpm money");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall money" });
  try {
    console.log(await runCommand(db, settingsOf(process.env), command, (text) => console.log(text)));
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  await run();
} catch (error) {
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : explain(error));
  process.exitCode = 1;
}
