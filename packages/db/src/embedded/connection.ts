import { realpathSync } from "node:fs";
import pg from "pg";
import type { DataFolder } from "./data-folder.ts";
import { embeddedUrl } from "./data-folder.ts";

const CONNECT_TIMEOUT_MS = 2_000;
/** SQLSTATE 28P01 and 28000: the server answers, but these are not its credentials. */
const WRONG_CREDENTIALS = new Set(["28P01", "28000"]);

/** `ours`: this cluster answers. `foreign`: another server answers. `silent`: none does (yet). */
export type Answer = "ours" | "foreign" | "silent";

export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** A port says nothing about who listens on it: the server is asked for the folder it serves. */
export async function askServer(data: DataFolder, port: number): Promise<Answer> {
  const client = new pg.Client({
    connectionString: embeddedUrl(data.password, port, "postgres"),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => {}); // a server that goes away between two answers is "silent", not a crash of ours
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    const served = rows[0]?.data_directory;
    return served !== undefined && realpathSync(served) === realpathSync(data.cluster) ? "ours" : "foreign";
  } catch (error) {
    return WRONG_CREDENTIALS.has(errorCode(error) ?? "") ? "foreign" : "silent";
  } finally {
    await client.end().catch(() => {}); // already closed
  }
}
