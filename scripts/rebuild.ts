import { endWithDatabase } from "./invariants/end-with-database.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { COMMAND } from "./platform/command-origin.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";
import { rebuildCommandOf } from "./rebuild/options.ts";
import { exitCodeOf, linesOf } from "./rebuild/report.ts";

// `pnpm run rebuild` (pnpm has a `rebuild` of its own): folds the read models of the platform's database again and compares. The platform may go on running.

/** Enough to see a pattern. */
const DIFFERENCES_SHOWN_MAX = 20;
/** The copies live in one transaction. */
const POOL_MAX = 1;

async function run(): Promise<0 | 1> {
  const { mayReplace, who } = rebuildCommandOf(process.argv.slice(2));
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: these import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { newId } = await import("../packages/api/src/context/index.ts");
  const { rebuildReadModels } = await import("../packages/api/src/rebuild/index.ts");

  const database = await openDatabase(process.env, "pnpm run rebuild", "owner");
  endWithDatabase(database);
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall rebuild" });
  try {
    const actor = { kind: "command", name: who } as const;
    const rebuilt = await rebuildReadModels(
      { db, newId, origin: COMMAND, actor },
      { mayReplace, shownMax: DIFFERENCES_SHOWN_MAX },
    );
    console.log(linesOf(rebuilt, database.shown));
    return exitCodeOf(rebuilt);
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
