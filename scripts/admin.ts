import { AppError } from "../packages/domain/src/shared/index.ts";
import { type AdminCommand, adminCommandOf } from "./admin/options.ts";
import { openDatabase } from "./invariants/open-database.ts";
import { settingsOf } from "./platform/command-settings.ts";
import { generateClient } from "./platform/generate-client.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm admin create`: the first administrator, who makes the others.

/** One command asks one thing after the other. */
const POOL_MAX = 1;

async function run({ email, name }: AdminCommand): Promise<string> {
  await generateClient({ onLine: (_name, line) => console.log(line), signal: new AbortController().signal });
  // Only now: both import the generated client.
  const { createDb } = await import("../packages/db/src/client/index.ts");
  const { contextOn } = await import("./platform/command-context.ts");
  const { createFirstAdministrator } = await import("../packages/api/src/account/index.ts");
  const database = await openDatabase(process.env, "pnpm admin");
  const db = createDb(database.url, { poolMax: POOL_MAX, applicationName: "careforall admin" });
  try {
    const ctx = contextOn(db, settingsOf(process.env), "admin");
    const { url } = await createFirstAdministrator(ctx, { email, ...(name !== undefined && { name }) });
    return `${email} administers this platform. Set the password here, once, within 15 minutes:\n${url}`;
  } finally {
    await db.close();
    await database.close();
  }
}

try {
  console.log(await run(adminCommandOf(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : explain(error));
  process.exitCode = 1;
}
