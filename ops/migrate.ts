import { SettingsError, parseSettings } from "../packages/api/src/settings/index.ts";
import { MigrationError, migrate } from "../packages/db/src/migrate/index.ts";

// The one job of a deployment that changes the schema; web and worker start after it (docker-compose.yml). It reads
// all settings, not only the database's, so that a release with a bad one stops before anything has changed.

try {
  const { database } = parseSettings(process.env);
  const { applied } = await migrate(database.url);
  console.log(applied.length === 0 ? "the schema is up to date" : `applied: ${applied.join(", ")}`);
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof MigrationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
