import { createWaker, type Context, newId, newToken } from "@careforall/api/context";
import { createLiveSource, LiveHub, TotalsCache } from "@careforall/api/live";
import { createLogger, createMetrics } from "@careforall/api/observe";
import { createPasswords } from "@careforall/api/password";
import type { Settings } from "@careforall/api/settings";
import { createDb } from "@careforall/db/client";
import { useKillPoints } from "@careforall/db/kill-point";
import { createProviders } from "@careforall/providers/registry";
import { createFiles } from "@careforall/providers/storage";

/** The composition root of the worker: the only place that plugs adapters into the verbs' ports. */
export function workerContext(settings: Settings): Context {
  useKillPoints(settings.killPointDir);
  const log = createLogger("worker", settings.logLevel);
  const { url, poolMax } = settings.database;
  const db = createDb(url, { poolMax, applicationName: "careforall worker" });
  // Nobody watches pages here; the hub connects only when somebody does.
  const hub = new LiveHub(
    createLiveSource(settings, (error) => log.warn({ err: error }, "live updates lost their connection")),
  );
  return {
    log,
    db,
    newId,
    newToken,
    passwords: createPasswords(),
    files: createFiles(settings),
    providers: createProviders(settings),
    hub,
    totals: new TotalsCache(db, hub),
    wake: createWaker(db, (error) => log.warn({ err: error }, "the worker could not wake itself")),
    metrics: createMetrics(),
    origin: { requestId: null, traceparent: null },
    config: {
      webUrl: settings.web.url,
      filesUrl: settings.uploads.url,
      formSecret: settings.formSecret,
      factorSecret: settings.factorSecret,
      mailDomain: new URL(settings.web.url).hostname,
      fees: settings.fees,
      mayReconcile: settings.mayReconcile,
      forwardsEvents: settings.dispatch !== null,
    },
  };
}
