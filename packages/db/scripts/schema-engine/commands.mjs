import { createDatabase, databaseName, dropDatabase, runOnce } from "./maintenance.mjs";

/** SQLSTATE invalid_catalog_name: the server answers but has no such database. */
const NO_SUCH_DATABASE = "3D000";

/** @type {Record<string, (url: string) => Promise<void>>} */
const COMMANDS = {
  "can-connect-to-database": (url) => runOnce(url),
  "create-database": (url) => createDatabase(url, databaseName(url)),
  "drop-database": (url) => dropDatabase(url, databaseName(url)),
};

/**
 * The engine reports failures as one JSON log line on stderr with Prisma's own error code.
 * @param {string} code
 * @param {string} message
 */
function fail(code, message) {
  const line = { level: "ERROR", target: "schema_engine::logger", fields: { error_code: code, message } };
  process.stderr.write(`\n${JSON.stringify(line)}`);
  process.exitCode = 1;
}

/**
 * `schema-engine cli <command>`.
 * @param {string} command
 * @param {string} url
 */
export async function runCommand(command, url) {
  const run = COMMANDS[command];
  if (run === undefined) return fail("P0000", `unknown command ${command}`);
  try {
    await run(url);
  } catch (error) {
    if (error.code === NO_SUCH_DATABASE) fail("P1003", `Database \`${databaseName(url)}\` does not exist`);
    else fail("P1001", `Can't reach or use the database server: ${error.message}`);
  }
}
