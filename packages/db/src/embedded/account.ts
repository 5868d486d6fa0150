import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { EmbeddedDatabaseError } from "./embedded-error.ts";

const WORLD_MAY_ENTER = 0o001;

/** Whom PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the owner of an existing cluster, else
 * `postgres`, else `nobody`. Null means "as whoever started us".
 */
export function accountFor(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  const [uid, gid] = [Number(user?.[2]), Number(user?.[3])];
  if (!Number.isSafeInteger(uid) || !Number.isSafeInteger(gid)) {
    throw new EmbeddedDatabaseError(
      "PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody`. Run as another user.",
    );
  }
  return { uid, gid };
}

/** Whether any user may walk down to `folder`: a checkout inside a private home (mode 0700) is closed to others. */
export function isOpenToAll(folder: string): boolean {
  const absolute = path.resolve(folder);
  if (existsSync(absolute) && (statSync(absolute).mode & WORLD_MAY_ENTER) === 0) return false;
  const parent = path.dirname(absolute);
  return parent === absolute || isOpenToAll(parent);
}
