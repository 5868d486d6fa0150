import { type Context, createWaker, newId, newToken } from "@careforall/api/context";
import { LiveHub, silentSource, TotalsCache } from "@careforall/api/live";
import { createLogger, createMetrics } from "@careforall/api/observe";
import { createPasswords } from "@careforall/api/password";
import { MemoryFiles } from "@careforall/api/testing";
import { createDb } from "@careforall/db/client";
import { POOL_MAX } from "../world/environment.ts";
import type { Undo } from "@careforall/world";

/** The verbs of the product in this process, with a pool and a waker like the web's. No provider: none is asked. */
export function verbContext(url: string, undo: Undo, poolMax = POOL_MAX): Context {
  const log = createLogger("bench", "warn");
  const db = createDb(url, { poolMax, applicationName: "careforall bench" });
  undo.add({ stop: () => db.close(), kill: () => undefined });
  const hub = new LiveHub(silentSource);
  return {
    log,
    db,
    newId,
    newToken,
    passwords: createPasswords(),
    files: new MemoryFiles(),
    providers: new Map(),
    hub,
    totals: new TotalsCache(db, hub),
    wake: createWaker(db, (error) => log.warn({ err: error }, "the worker could not be woken")),
    metrics: createMetrics(),
    origin: { requestId: "bench", traceparent: null },
    config: {
      webUrl: "http://127.0.0.1",
      filesUrl: "http://127.0.0.1",
      formSecret: "a secret of the bench, which signs nothing",
      factorSecret: "a secret of the bench, which seals nothing",
      mailDomain: "careforall.localhost",
      fees: { platformBasisPoints: 0, refundFeeBearer: "platform" },
      mayReconcile: false,
    },
  };
}
