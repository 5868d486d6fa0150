import { AppError } from "../packages/domain/src/shared/index.ts";
import { type DeadCommand, deadCommandOf } from "./dead/options.ts";
import { deadListOf } from "./dead/report.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { COMMAND } from "./platform/command-origin.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm dead`: what failed for the last time, and playing it again. The running worker does the work.

/** One command, one statement at a time. */
const POOL_MAX = 1;

async function run(command: DeadCommand): Promise<boolean> {
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: all import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { listDeadLetters } = await import("../packages/db/src/dead-letter/index.ts");
  const { REPLAY_MAX } = await import("../packages/api/src/dead-letter/index.ts");

  const database = await openDatabase(process.env, "pnpm dead");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall dead letters" });
  try {
    if (command.kind === "replay") return await replay(db, command);
    console.log(deadListOf(await listDeadLetters(db, command.source, REPLAY_MAX), REPLAY_MAX));
    return true;
  } finally {
    await db.close();
    await database.close();
  }
}

type Db = ReturnType<(typeof import("../packages/db/src/client/index.ts"))["createDb"]>;

/** Answers whether everything that was asked for is on its way again. */
async function replay(
  db: Db,
  { source, id, reason, who }: Extract<DeadCommand, { kind: "replay" }>,
): Promise<boolean> {
  const { newId } = await import("../packages/api/src/context/index.ts");
  const { createLogger } = await import("../packages/api/src/observe/index.ts");
  const { replayAllDeadLetters, replayDeadLetter } = await import("../packages/api/src/dead-letter/index.ts");
  // The worker polls: what is due again is seen within half a second, without a wake-up from here.
  const ctx = { db, newId, origin: COMMAND, log: createLogger("dead", "warn"), wake: () => undefined };
  if (source !== null && id !== null) {
    await replayDeadLetter(ctx, { source, id }, { who, reason });
    console.log(`${source} ${id} is due again.`);
    return true;
  }
  const { replayed, refused } = await replayAllDeadLetters(ctx, source, { who, reason });
  for (const { source: from, id: which, why } of refused) console.log(`${from} ${which}: ${why}`);
  console.log(`${replayed} due again, ${refused.length} refused.`);
  return refused.length === 0;
}

try {
  if (!(await run(deadCommandOf(process.argv.slice(2))))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof AppError ? error.message : explain(error));
  process.exitCode = 1;
}
