import { SettingsError, parseSettings } from "../packages/api/src/settings/index.ts";
import { MigrationError, prepareDatabase } from "../packages/db/src/migrate/index.ts";

// The one job of a deployment that changes the schema, and the only program that is told the owner of the tables; web and
// worker start after it (docker-compose.yml). It reads all settings, not only the database's, so that a release with a
// bad one stops before anything has changed.

try {
  const { mode, database } = parseSettings(process.env);
  const { url, ownerUrl } = database;
  if (ownerUrl === null && mode === "deployed") {
    throw new MigrationError(
      "DATABASE_OWNER_URL is missing: the role that owns the tables, while DATABASE_URL is that of web and worker, which cannot change the past. Nothing was changed. See docs/upkeep.md, Two roles.",
    );
  }
  const { applied } = await prepareDatabase({ ownerUrl: ownerUrl ?? url, url });
  console.log(applied.length === 0 ? "the schema is up to date" : `applied: ${applied.join(", ")}`);
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof MigrationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
