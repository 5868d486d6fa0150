import { AppError } from "../packages/domain/src/shared/index.ts";
import { type ConsumerCommand, consumerCommandOf } from "./consumers/options.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm consumers`: who reads events, what waits for them, and stopping one without stopping the worker.

/** One command, one statement at a time. */
const POOL_MAX = 1;

async function run(command: ConsumerCommand): Promise<void> {
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: all import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { runConsumerCommand } = await import("./consumers/run-command.ts");

  const database = await openDatabase(process.env, "pnpm consumers");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall consumers" });
  try {
    console.log(await runConsumerCommand(db, command));
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  await run(consumerCommandOf(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof AppError ? error.message : explain(error));
  process.exitCode = 1;
}
