import { type IncidentsCommand, incidentsCommandOf } from "./incidents/options.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm incidents`: what looked like the testing of stolen cards (docs/adr/0025-suspicion-costs-work-not-the-gift.md).

/** One statement. */
const POOL_MAX = 1;

async function run({ limit }: IncidentsCommand): Promise<void> {
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: all import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { ANY_INCIDENT, listIncidents } = await import("../packages/db/src/shield/index.ts");
  const { incidentLines } = await import("./incidents/report.ts");

  const database = await openDatabase(process.env, "pnpm incidents");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall incidents" });
  try {
    console.log(incidentLines(await listIncidents(db, ANY_INCIDENT, { after: null, limit })));
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  await run(incidentsCommandOf(process.argv.slice(2)));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
