import type { Logger } from "@careforall/api/observe";

export type LoopOptions = {
  readonly name: string;
  readonly log: Logger;
  /** How long to rest when a pass found nothing to do. */
  readonly idleMs: number;
  /** One pass; answers how much it did. */
  readonly pass: () => Promise<number>;
};

export type Loop = {
  /** Ends the rest early. */
  wake(): void;
  /** Lets the pass under way finish, then stops. */
  stop(): Promise<void>;
};

/** After a failed pass; the database may be restarting. */
const FAILURE_REST_MS = 1_000;

/** Runs passes until stopped: at once again while there is work, after a rest or a wake-up otherwise. */
export function startLoop(options: LoopOptions): Loop {
  let isStopping = false;
  let isWoken = false;
  let endRest: (() => void) | undefined;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!isStopping) {
      isWoken = false;
      const restMs = await options.pass().then(
        (done) => (done > 0 ? 0 : options.idleMs),
        (error: unknown) => {
          options.log.error({ loop: options.name, err: error }, "a pass failed");
          return FAILURE_REST_MS;
        },
      );
      if (restMs > 0 && !isWoken && !isStopping) await rest(restMs);
    }
  };

  const running = run();
  return {
    wake: () => {
      isWoken = true;
      endRest?.();
    },
    stop: () => {
      isStopping = true;
      endRest?.();
      return running;
    },
  };
}
