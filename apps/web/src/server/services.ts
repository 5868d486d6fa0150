import { createWaker, type Services } from "@careforall/api/context";
import { createLimits, type Limits } from "@careforall/api/limit";
import { createLiveSource, LiveHub, TotalsCache } from "@careforall/api/live";
import { createLogger, createMetrics, createRequestLog } from "@careforall/api/observe";
import { createPasswords } from "@careforall/api/password";
import { parseSettings, type Settings } from "@careforall/api/settings";
import { createDb, type Db } from "@careforall/db/client";
import { useKillPoints } from "@careforall/db/kill-point";
import { createSignInProvider } from "@careforall/providers/openid";
import { createProviders } from "@careforall/providers/registry";
import { createFiles } from "@careforall/providers/storage";
import { type Reach, watchReach } from "./reach.ts";

export type WebServices = Services & {
  readonly settings: Settings;
  readonly logRequest: ReturnType<typeof createRequestLog>;
  /** A few connections that donors cannot take: for notifications of providers, and for whoever asks how we are. */
  readonly webhookDb: Db;
  /** Wakes the worker by way of them. */
  readonly webhookWake: Services["wake"];
  readonly limits: Limits;
  /** Which requests under way got no connection. */
  readonly reach: Reach;
};

/** Waiting for longer than this is answered with 503: a donor who hears something repeats less than one who does not. */
const CONNECTION_WAIT_MAX_MS = 3_000;
/** A provider repeats what it could not deliver, and a notification is at most 256 kB: a queue of 25 MB. */
const WEBHOOK_QUEUE_MAX = 100;

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
  const metrics = createMetrics();
  const { reach, note } = watchReach(metrics);
  const { url, poolMax, queueMax, webhookPoolMax } = settings.database;
  const waitMaxMs = CONNECTION_WAIT_MAX_MS;
  const db = createDb(url, {
    poolMax,
    keepsOpen: true,
    applicationName: "careforall web",
    waitingMax: queueMax,
    waitMaxMs,
    onRefused: (why) => note("donors", why),
  });
  const webhookDb = createDb(url, {
    poolMax: webhookPoolMax,
    applicationName: "careforall webhooks",
    waitingMax: WEBHOOK_QUEUE_MAX,
    waitMaxMs,
    onRefused: (why) => note("webhooks", why),
  });
  const onWakeError = (error: unknown): void => log.warn({ err: error }, "the worker could not be woken");
  const hub = new LiveHub(
    createLiveSource(settings, (error) => log.warn({ err: error }, "live updates lost their connection")),
  );
  return {
    settings,
    log,
    logRequest: createRequestLog(log),
    db,
    webhookDb,
    reach,
    limits: createLimits({
      databaseUrl: url,
      redisUrl: settings.redisUrl,
      factor: settings.limitsFactor,
      secret: settings.formSecret,
      metrics,
      onError: (error) => log.warn({ err: error }, "limits are counted without Redis"),
    }),
    passwords: createPasswords(),
    files: createFiles(settings),
    providers: createProviders(settings),
    signInProvider: settings.oauth === null ? undefined : createSignInProvider(settings.oauth),
    hub,
    totals: new TotalsCache(db, hub),
    wake: createWaker(db, onWakeError),
    webhookWake: createWaker(webhookDb, onWakeError),
    metrics,
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
}
