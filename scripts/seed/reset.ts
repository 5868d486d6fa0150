import { APPLICATION_ROLE } from "../../packages/db/src/application-role/index.ts";
import { ensureDatabase, replaceDatabase } from "../../packages/db/src/embedded/index.ts";
import { migrate, MIGRATIONS_FOLDER } from "../../packages/db/src/migrate/index.ts";
import { ALL_SEEDS, runSeed, type Say } from "./run-seed.ts";
import { Simulator } from "./simulator.ts";
import type { Target } from "./target.ts";

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

/**
 * Empties both books and sows anew. The new database is filled beside the old one and then takes its place, so web and
 * worker may go on running: no worker sees half a seed, and their connections come back to the whole one.
 */
export async function resetAndSeed(target: Target, say: Say, seeds = ALL_SEEDS): Promise<void> {
  const name = new URL(target.databaseUrl).pathname.slice(1);
  const fresh = `${name}_fresh`;
  const maintenanceUrl = withDatabase(target.databaseUrl, "postgres");
  const freshUrl = withDatabase(target.databaseUrl, fresh);
  await replaceDatabase(maintenanceUrl, { from: null, to: fresh });
  await ensureDatabase(maintenanceUrl, fresh);
  await migrate(freshUrl, MIGRATIONS_FOLDER, APPLICATION_ROLE);
  await new Simulator(target.simulatorUrl).reset();
  await runSeed({ ...target, databaseUrl: freshUrl }, say, seeds);
  await replaceDatabase(maintenanceUrl, { from: fresh, to: name });
  say("both books began anew");
}
