import { EmbeddedDatabaseError } from "../../packages/db/src/embedded/index.ts";
import { MigrationError } from "../../packages/db/src/migrate/index.ts";
import { SettingsError } from "../../packages/api/src/settings/index.ts";

/** The platform cannot start; the message says why and what to type. Not a defect of ours. */
export class StartError extends Error {
  override readonly name = "StartError";
}

const EXPLAINED = [StartError, SettingsError, EmbeddedDatabaseError, MigrationError];

/** What to print: the message when it explains itself, everything when it is a defect. */
export function explain(error: unknown): string {
  if (EXPLAINED.some((kind) => error instanceof kind) && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
