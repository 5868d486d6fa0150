import type { Context, Services } from "../../packages/api/src/context/index.ts";
import { LiveHub, silentSource, TotalsCache } from "../../packages/api/src/live/index.ts";
import { createLogger, createMetrics } from "../../packages/api/src/observe/index.ts";
import { createPasswords } from "../../packages/api/src/password/index.ts";
import { createDb, type Db } from "../../packages/db/src/client/index.ts";
import { createProviders } from "../../packages/providers/src/registry/index.ts";
import { createFiles } from "../../packages/providers/src/storage/index.ts";
import { repeatableIds, repeatableToken } from "./repeatable.ts";
import { resumable } from "./resumable.ts";
import { type Books, Simulator } from "./simulator.ts";
import type { Target } from "./target.ts";

/** Marks all requests, events and deliveries of the seed. */
export const SEED = "seed";

/** Where the gifts are played: our services, the world outside, and what it knew when we began. */
export type Stage = {
  readonly services: Services;
  readonly simulator: Simulator;
  readonly booksBefore: Books;
};

/** One connection: the consumers run one after the other then, and so draw their ids in the same order each time. */
const POOL_MAX = 1;

export const connect = (databaseUrl: string): Db =>
  createDb(databaseUrl, { poolMax: POOL_MAX, applicationName: "careforall seed" });

/** A composition root like those of web and worker, but nobody is woken and nobody watches. */
export async function setStage(
  db: Db,
  { settings, simulatorUrl }: Omit<Target, "databaseUrl">,
): Promise<Stage> {
  const simulator = new Simulator(simulatorUrl);
  const booksBefore = await simulator.books();
  const sessions = new Map(booksBefore.sessions.map((session) => [session.tranId, session]));
  const providers = new Map(
    [...createProviders(settings)].map(([name, provider]) => [
      name,
      resumable(provider, simulatorUrl, sessions),
    ]),
  );
  const hub = new LiveHub(silentSource);
  const services: Services = {
    db,
    providers,
    hub,
    totals: new TotalsCache(db, hub),
    wake: () => {},
    passwords: createPasswords(),
    files: createFiles(settings),
    log: createLogger(SEED, settings.logLevel),
    metrics: createMetrics(),
    config: {
      webUrl: settings.web.url,
      filesUrl: settings.uploads.url,
      formSecret: settings.formSecret,
      factorSecret: settings.factorSecret,
      mailDomain: new URL(settings.web.url).hostname,
      fees: settings.fees,
      mayReconcile: settings.mayReconcile,
    },
  };
  return { services, simulator, booksBefore };
}

/** The context of one verb at one moment. `name` is the root of the ids it makes; the first `skip` are made already. */
export function contextAt({ services }: Stage, name: string, at: Date, skip = 0): Context {
  const newId = repeatableIds(name, at);
  for (let made = 0; made < skip; made++) newId();
  return {
    ...services,
    origin: { requestId: SEED, traceparent: null },
    newId,
    newToken: () => repeatableToken(name),
    isMuted: true,
    at,
  };
}
