import pg from "pg";

const CONNECT_TIMEOUT_MS = 10_000;

/** @param {string} url */
export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/**
 * Runs one statement and disconnects.
 * @param {string} url
 * @param {string} [sql] none only proves that the database can be reached
 */
export async function runOnce(url, sql) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    if (sql !== undefined) await client.query(sql);
  } finally {
    await client.end();
  }
}

/** @param {string} url */
function maintenanceUrl(url) {
  const server = new URL(url);
  server.pathname = "/postgres"; // a database cannot be created or dropped from inside itself
  return server.href;
}

/**
 * @param {string} url any database of the server
 * @param {string} name
 */
export function createDatabase(url, name) {
  return runOnce(maintenanceUrl(url), `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
}

/**
 * @param {string} url any database of the server
 * @param {string} name
 */
export function dropDatabase(url, name) {
  return runOnce(maintenanceUrl(url), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}
