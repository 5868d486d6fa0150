import { existsSync } from "node:fs";
import type { Settings } from "../../packages/api/src/settings/index.ts";
import { connectionProblem, storedUrl } from "../../packages/db/src/embedded/index.ts";
import { migrationsAtHead } from "../../packages/db/src/migrate/index.ts";
import { makePlan } from "../platform/environment.ts";
import { dataPaths } from "../platform/paths.ts";
import { loadSecrets } from "../platform/secrets.ts";
import { SeedError } from "./seed-error.ts";

/** The name that `pnpm dev` gives to its embedded database. */
const EMBEDDED_DATABASE = "careforall";

const NOT_RUNNING = "Type `pnpm dev`, and this again in a second terminal.";

/** Where the seed goes. */
export type Target = {
  readonly databaseUrl: string;
  readonly settings: Settings;
  /** Origin of the simulator: where the payment provider is, in these settings. */
  readonly simulatorUrl: string;
};

/**
 * The database and the simulator of the platform that runs on this machine. Throws a SeedError, with what to type, when
 * there is none, and for a deployment: the seed's links are no secrets.
 */
export async function findTarget(environment: NodeJS.ProcessEnv): Promise<Target> {
  if (environment["CAREFORALL_MODE"] === "deployed") {
    throw new SeedError("the seed is for development; it never writes into a deployment.");
  }
  const given = environment["DATABASE_URL"] ?? "";
  const paths = dataPaths(environment);
  if (given === "" && !existsSync(paths.secrets)) throw new SeedError(`nothing is running. ${NOT_RUNNING}`);
  const mode = { command: "pnpm dev", production: false } as const;
  const { settings } = makePlan(mode, environment, paths, loadSecrets(paths.secrets));
  const databaseUrl = given === "" ? storedUrl(paths.postgres, EMBEDDED_DATABASE) : given;
  if (databaseUrl === null) throw new SeedError(`nothing is running. ${NOT_RUNNING}`);
  await requireDatabase(databaseUrl);
  return { databaseUrl, settings, simulatorUrl: simulatorOf(settings) };
}

async function requireDatabase(url: string): Promise<void> {
  const why = await connectionProblem(url);
  if (why !== null) throw new SeedError(`the database does not answer (${why}). ${NOT_RUNNING}`);
  const { atHead, pending } = await migrationsAtHead(url);
  if (!atHead) {
    throw new SeedError(
      `the database lacks migrations (${pending.join(", ") || "of the queue"}). ${NOT_RUNNING}`,
    );
  }
}

/** The seed pays with test money, so it goes nowhere but to this machine. */
function simulatorOf(settings: Settings): string {
  const { hostname, origin } = new URL(settings.sslcommerz.apiUrl);
  if (hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]") return origin;
  throw new SeedError(
    `SSLCOMMERZ_API_URL leads to ${origin}, which is no simulator on this machine. Type: env -u SSLCOMMERZ_API_URL pnpm dev`,
  );
}

/** Only what `pnpm dev` made may be thrown away. */
export function requireEmbedded(environment: NodeJS.ProcessEnv): void {
  if ((environment["DATABASE_URL"] ?? "") === "") return;
  throw new SeedError(
    "--reset empties only the embedded database, but DATABASE_URL is set: make that one anew yourself, or type: env -u DATABASE_URL pnpm seed --reset",
  );
}
