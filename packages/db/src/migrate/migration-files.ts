import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { MigrationError } from "./migration-error.ts";

export const MIGRATIONS_FOLDER = path.join(import.meta.dirname, "../../prisma/migrations");

export interface MigrationFile {
  /** Folder name; the timestamp in front makes the alphabetical order the order of time. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the script in hexadecimal, as Prisma's own engine stores it. */
  readonly checksum: string;
}

export function readMigrations(folder = MIGRATIONS_FOLDER): MigrationFile[] {
  if (!existsSync(folder)) {
    throw new MigrationError(
      `There is no migrations folder ${folder}. Create the first one with \`pnpm prisma migrate dev --name first\`.`,
    );
  }
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "migration.sql")))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}
