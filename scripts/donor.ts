import { AppError } from "../packages/domain/src/shared/index.ts";
import { type DonorCommand, donorCommandOf } from "./donor/options.ts";
import { historyOf, statisticsOf } from "./donor/report.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { settingsOf } from "./platform/command-settings.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm donor`: what support tells a donor about their own gifts, until donors have accounts.

/** One command asks one thing after the other. */
const POOL_MAX = 1;

async function run(command: DonorCommand): Promise<string> {
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: both import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { getDonorStatistics, listDonations } = await import("../packages/api/src/donor/index.ts");
  const database = await openDatabase(process.env, "pnpm donor");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall donor" });
  try {
    const { verb, ...input } = command;
    return verb === "history"
      ? historyOf(await listDonations({ db, config: settingsOf(process.env) }, input))
      : statisticsOf(await getDonorStatistics({ db }, input));
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  console.log(await run(donorCommandOf(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : explain(error));
  process.exitCode = 1;
}
