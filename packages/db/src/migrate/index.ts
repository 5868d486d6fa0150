export type { Queryable } from "./history.ts";
export { migrate, type MigrationReport } from "./migrate.ts";
export { MigrationError } from "./migration-error.ts";
export { MIGRATIONS_FOLDER, readMigrations, type MigrationFile } from "./migration-files.ts";
export { prepareDatabase } from "./prepare-database.ts";
export { migrationsAtHead, type MigrationState } from "./migrations-at-head.ts";
