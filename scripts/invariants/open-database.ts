import { existsSync } from "node:fs";
import { connectionProblem, startEmbedded } from "../../packages/db/src/embedded/index.ts";
import { migrationsAtHead } from "../../packages/db/src/migrate/index.ts";
import { useGivenDatabase } from "../platform/database.ts";
import { dataPaths } from "../platform/paths.ts";
import { StartError } from "../platform/start-error.ts";

/** The platform's database on the embedded server (scripts/platform/database.ts). */
const NAME = "careforall";

export interface OpenDatabase {
  readonly url: string;
  /** Whose migrations are looked up: in a folder from before there were two roles the other one may not read them. */
  readonly ownerUrl: string;
  /** For people: without a password. */
  readonly shown: string;
  /** Stops the server only if this command started it. */
  readonly close: () => Promise<void>;
}

/** A command may do what web and worker may; only one that makes tables of its own needs to be their owner. */
type Role = "application" | "owner";

/**
 * The database that the platform uses: DATABASE_URL, else the embedded one of the data folder, which is started for the
 * time of the command when the platform is not running. `command` is what a person typed. Throws StartError that says what to type.
 */
export async function openDatabase(
  environment: NodeJS.ProcessEnv,
  command: string,
  role: Role = "application",
): Promise<OpenDatabase> {
  const given = environment["DATABASE_URL"] ?? "";
  const givenOwner = role === "owner" ? (environment["DATABASE_OWNER_URL"] ?? "") : "";
  const database =
    given === ""
      ? await openEmbedded(environment, command, role)
      : await openGiven(givenOwner === "" ? given : givenOwner, command);
  try {
    const { pending } = await migrationsAtHead(database.ownerUrl);
    if (pending.length > 0) {
      throw new StartError(
        `The database lacks the migrations ${pending.join(", ")}: \`pnpm dev\` or \`pnpm start\` applies them.`,
      );
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function openGiven(url: string, command: string): Promise<OpenDatabase> {
  const { shown, stop } = await useGivenDatabase(url, null, command);
  return { url, ownerUrl: url, shown, close: stop };
}

async function openEmbedded(
  environment: NodeJS.ProcessEnv,
  command: string,
  role: Role,
): Promise<OpenDatabase> {
  const { postgres } = dataPaths(environment);
  if (!existsSync(postgres)) {
    throw new StartError(
      `There is no data in ${postgres} yet: type \`pnpm dev\` first, or name a database: DATABASE_URL=postgresql://… ${command}`,
    );
  }
  const server = await startEmbedded({ dataDir: postgres });
  const close = async (): Promise<void> => {
    if (!server.reused) await server.stop();
  };
  const ownerUrl = server.url(NAME);
  const url = role === "owner" ? ownerUrl : server.applicationUrl(NAME);
  const why = await connectionProblem(url);
  if (why !== null) {
    await close();
    throw new StartError(
      `The embedded database in ${postgres} cannot be used (${why}): \`pnpm dev\` makes it.`,
    );
  }
  return { url, ownerUrl, shown: `the embedded database in ${postgres}`, close };
}
