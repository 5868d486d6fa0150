import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endWithDatabase } from "./invariants/end-with-database.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { kindsOf } from "./invariants/options.ts";
import { idsOf, reportOf, tableOf } from "./invariants/report.ts";
import { generateClient } from "./platform/generate-client.ts";
import { ROOT } from "./platform/paths.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm invariants`: judges packages/db/invariants on the platform's database, without changing anything.

const REPORT = path.join(ROOT, "reports/invariants.json");
/** All invariants are judged in one transaction. */
const POOL_MAX = 1;

async function run(): Promise<boolean> {
  const kinds = kindsOf(process.argv.slice(2));
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: both import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { checkInvariants } = await import("../packages/db/src/invariants/index.ts");

  const database = await openDatabase(process.env, "pnpm invariants");
  endWithDatabase(database);
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall invariants" });
  try {
    const at = new Date();
    const verdicts = await checkInvariants(db, { kinds });
    const ms = Date.now() - at.getTime();
    console.log(tableOf(verdicts, database.shown));
    mkdirSync(path.dirname(REPORT), { recursive: true });
    writeFileSync(REPORT, `${JSON.stringify(reportOf(verdicts, { kinds, at, ms }), null, 2)}\n`);
    return idsOf(verdicts, "safety").length === 0;
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  if (!(await run())) process.exitCode = 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
