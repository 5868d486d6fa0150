import { AsyncLocalStorage } from "node:async_hooks";
import type { Metrics, PoolRefusal } from "@careforall/api/observe";

type Request = { refusal: PoolRefusal | null };

/** Knows of each request under way whether it asked for a connection to the database and got none. */
export type Reach = {
  /** Runs one request; what it begins, Next's rendering included, is known as its own. */
  readonly watch: <T>(work: () => T) => T;
  /** Why the present request got no connection; null when it did, or needed none. */
  readonly refusal: () => PoolRefusal | null;
};

/**
 * A page that got no connection fails inside Next, which knows no status but 500. The pool is asked in the context of
 * the request that needs it, so the server can tell afterwards that it was no bug, and say when to come again.
 */
export function watchReach(metrics: Pick<Metrics, "poolRefusals">): {
  readonly reach: Reach;
  readonly note: (pool: string, why: PoolRefusal) => void;
} {
  const requests = new AsyncLocalStorage<Request>();
  return {
    reach: {
      watch: (work) => requests.run({ refusal: null }, work),
      refusal: () => requests.getStore()?.refusal ?? null,
    },
    note: (pool, why) => {
      metrics.poolRefusals.inc({ pool, why });
      const request = requests.getStore();
      if (request !== undefined) request.refusal = why;
    },
  };
}
