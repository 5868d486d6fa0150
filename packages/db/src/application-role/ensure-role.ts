import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import pg from "pg";

const CONNECT_TIMEOUT_MS = 10_000;
/** PostgreSQL's own numbers. */
const SCRAM_ROUNDS = 4_096;
const SALT_BYTES = 16;
const DIGEST_BYTES = 32;

/** A role that signs in with a password. */
export type Login = { readonly name: string; readonly password: string };

/** Whom a URL signs in as; a name is empty when the URL has none. */
export function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/**
 * Makes the role that the application signs in as, unless it is there; with `set` it has this password afterwards, with
 * `keep` one that was there keeps its own. `url` leads to the server, with the right to make roles.
 */
export async function ensureRole(url: string, login: Login, password: "keep" | "set"): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [login.name]);
    const role = pg.escapeIdentifier(login.name);
    // A server may know the role by something else than a password.
    const secret = login.password === "" ? "" : `password ${pg.escapeLiteral(verifierOf(login.password))}`;
    if (rowCount === 0) await client.query(`create role ${role} login noinherit ${secret}`);
    else if (password === "set") await client.query(`alter role ${role} login ${secret}`);
  } finally {
    await client.end();
  }
}

/** What the server keeps of a password (RFC 5803): a statement that fails is logged, and must not say the password. */
function verifierOf(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, SCRAM_ROUNDS, DIGEST_BYTES, "sha256");
  const sign = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(sign("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString("base64")}$${stored}:${sign("Server Key").toString("base64")}`;
}
