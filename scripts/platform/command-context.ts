import { type Context, newId, newToken } from "../../packages/api/src/context/index.ts";
import { LiveHub } from "../../packages/api/src/live/index.ts";
import { createLogger, createMetrics } from "../../packages/api/src/observe/index.ts";
import type { Settings } from "../../packages/api/src/settings/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { useKillPoints } from "../../packages/db/src/kill-point/index.ts";
import { createProviders } from "../../packages/providers/src/registry/index.ts";

/** A composition root like the worker's, for one command of this name; the worker's loops see what it commits. */
export function contextOn(db: Db, settings: Settings, name: string): Context {
  useKillPoints(settings.killPointDir);
  const silent = { start: async () => {}, stop: async () => {} };
  return {
    db,
    newId,
    newToken,
    providers: createProviders(settings),
    hub: new LiveHub(silent),
    wake: () => {},
    log: createLogger(name, "error"),
    metrics: createMetrics(),
    origin: { requestId: "command", traceparent: null },
    config: {
      webUrl: settings.web.url,
      formSecret: settings.formSecret,
      mailDomain: new URL(settings.web.url).hostname,
      fees: settings.fees,
      mayReconcile: settings.mayReconcile,
    },
  };
}
