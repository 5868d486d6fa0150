import { userInfo } from "node:os";
import { type Context, newId, newToken } from "../../packages/api/src/context/index.ts";
import { LiveHub, silentSource, TotalsCache } from "../../packages/api/src/live/index.ts";
import { createLogger, createMetrics } from "../../packages/api/src/observe/index.ts";
import { createPasswords } from "../../packages/api/src/password/index.ts";
import type { Settings } from "../../packages/api/src/settings/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { COMMAND } from "./command-origin.ts";
import { useKillPoints } from "../../packages/db/src/kill-point/index.ts";
import { createProviders } from "../../packages/providers/src/registry/index.ts";
import { createFiles } from "../../packages/providers/src/storage/index.ts";

/**
 * A composition root like the worker's, for one command of this name; the worker's loops see what it commits. `by` is who
 * the audit log names for what it changes.
 */
export function contextOn(
  db: Db,
  settings: Settings,
  name: string,
  by: string = userInfo().username,
): Context {
  useKillPoints(settings.killPointDir);
  const hub = new LiveHub(silentSource);
  return {
    db,
    actor: { kind: "command", name: by },
    newId,
    newToken,
    passwords: createPasswords(),
    files: createFiles(settings),
    providers: createProviders(settings),
    hub,
    totals: new TotalsCache(db, hub),
    wake: () => {},
    log: createLogger(name, "error"),
    metrics: createMetrics(),
    origin: COMMAND,
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
