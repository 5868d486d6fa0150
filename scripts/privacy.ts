import { readFile } from "node:fs/promises";
import { AppError } from "../packages/domain/src/shared/index.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { settingsOf } from "./platform/command-settings.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";
import { type PrivacyCommand, privacyCommandOf } from "./privacy/options.ts";

// `pnpm privacy`: whose data were erased, kept outside of the backups, and erasing them again after a restore.

/** One command asks one thing after the other. */
const POOL_MAX = 1;

async function run(command: PrivacyCommand): Promise<string> {
  // Standard output is the list alone.
  await generateClient({
    onLine: (_name, line) => console.error(line),
    signal: new AbortController().signal,
  });
  // Only now: all import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { listErasures } = await import("../packages/db/src/erasure/index.ts");
  const { eraseAgain, zTombstone } = await import("../packages/api/src/privacy/index.ts");
  const { contextOn } = await import("./platform/command-context.ts");
  const database = await openDatabase(process.env, "pnpm privacy");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall privacy" });
  try {
    if (command.verb === "tombstones")
      return (await listErasures(db)).map((one) => JSON.stringify(one)).join("\n");
    const lines = (await readFile(command.file, "utf8")).split("\n").filter((line) => line.trim() !== "");
    const tombstones = lines.map((line) => zTombstone.parse(JSON.parse(line)));
    const erased = await eraseAgain(contextOn(db, settingsOf(process.env), "privacy"), tombstones);
    return `${lines.length} on the list; ${erased} were there again and are erased.`;
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  console.log(await run(privacyCommandOf(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : explain(error));
  process.exitCode = 1;
}
