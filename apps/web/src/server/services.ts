import { createWaker, type Services } from "@careforall/api/context";
import { createLiveSource, LiveHub } from "@careforall/api/live";
import { createLogger, createMetrics } from "@careforall/api/observe";
import { parseSettings, type Settings } from "@careforall/api/settings";
import { createDb } from "@careforall/db/client";
import { useKillPoints } from "@careforall/db/kill-point";
import { createProviders } from "@careforall/providers/registry";

export type WebServices = Services & { readonly settings: Settings };

/** The server and Next's bundle are two module graphs in one process: they share one set of services through this. */
declare global {
  var careforallWeb: WebServices | undefined;
}

/** The composition root of the web: the only place that plugs adapters into the verbs' ports. */
export function services(): WebServices {
  globalThis.careforallWeb ??= build(parseSettings(process.env));
  return globalThis.careforallWeb;
}

function build(settings: Settings): WebServices {
  useKillPoints(settings.killPointDir);
  const log = createLogger("web", settings.logLevel);
  const { url, poolMax } = settings.database;
  const db = createDb(url, { poolMax, applicationName: "careforall web" });
  return {
    settings,
    log,
    db,
    providers: createProviders(settings),
    hub: new LiveHub(
      createLiveSource(settings, (error) => log.warn({ err: error }, "live updates lost their connection")),
    ),
    wake: createWaker(db, (error) => log.warn({ err: error }, "the worker could not be woken")),
    metrics: createMetrics(),
    config: {
      webUrl: settings.web.url,
      formSecret: settings.formSecret,
      mailDomain: new URL(settings.web.url).hostname,
      fees: settings.fees,
      mayReconcile: settings.mayReconcile,
    },
  };
}
