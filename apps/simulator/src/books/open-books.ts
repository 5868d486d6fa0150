import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type * as z from "zod";
import { StartError } from "../settings.ts";
import { SCHEMA, SCHEMA_VERSION } from "./schema.ts";

/** Every call blocks the whole process, so a foreign lock is waited for only briefly. */
const BUSY_TIMEOUT_MS = 250;

/** The books. Calls are synchronous: between two lines of one function nobody else reads or writes. */
export type Books = {
  /** How many rows were changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** The first row, or null. */
  find<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    ...values: SQLInputValue[]
  ): z.output<Schema> | null;
  list<Schema extends z.ZodType>(schema: Schema, sql: string, ...values: SQLInputValue[]): z.output<Schema>[];
  /** All or nothing, and on disk when it returns. Must not be nested. */
  transact<Result>(work: () => Result): Result;
  close(): void;
};

/** Opens (or makes) the books in a folder. Throws a StartError when another simulator has them open. */
export function openBooks(dataDir: string): Books {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "books.sqlite");
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readBigInts: true });
  try {
    // Exclusive: two simulators over one set of books would send every notification twice.
    db.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full");
    db.exec("pragma foreign_keys = on");
    prepareSchema(db, file);
  } catch (error) {
    db.close();
    if (error instanceof Error && /database is locked/.test(error.message)) {
      throw new StartError(
        `simulator: ${file} is in use by another simulator; set SIMULATOR_DATA_DIR to another folder`,
      );
    }
    throw error;
  }
  return booksOver(db);
}

function prepareSchema(db: DatabaseSync, file: string): void {
  db.exec("begin immediate");
  const version = Number(db.prepare("pragma user_version").get()?.["user_version"]);
  if (version === 0) db.exec(`${SCHEMA}; pragma user_version = ${SCHEMA_VERSION}`);
  db.exec("commit");
  if (version !== 0 && version !== SCHEMA_VERSION) {
    throw new StartError(
      `simulator: ${file} was written by another version; delete it to start with empty books`,
    );
  }
}

function booksOver(db: DatabaseSync): Books {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    find(schema, sql, ...values) {
      const row = prepare(sql).get(...values);
      return row === undefined ? null : schema.parse(row);
    },
    list: (schema, sql, ...values) =>
      prepare(sql)
        .all(...values)
        .map((row) => schema.parse(row)),
    transact(work) {
      db.exec("begin immediate");
      try {
        const result = work();
        db.exec("commit");
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec("rollback");
        throw error;
      }
    },
    close: () => db.close(),
  };
}
