import { AppError } from "@careforall/domain/shared";

/** Whoever is turned away comes back when the queue of now is long done. */
const RETRY_AFTER_S = 3;

/**
 * Lets a few pieces of work run at a time and a bounded number wait their turn. Further ones are refused at once (503):
 * a crowd at the sign-in must cost neither the memory of its hashes nor the processor that gifts need.
 */
export function createGate({ parallelMax, waitingMax }: { parallelMax: number; waitingMax: number }): {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly waiting: () => number;
} {
  let running = 0;
  const queue: (() => void)[] = [];
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const enter = async (): Promise<void> => {
    if (running < parallelMax) {
      running += 1;
      return;
    }
    if (queue.length >= waitingMax) {
      throw new AppError(
        "unavailable",
        "account.busy",
        "Very many people are signing in right now. Nothing was changed. Try again in a moment.",
        { retryAfterS: RETRY_AFTER_S },
      );
    }
    // Whoever leaves hands its place on, so that nobody slips in between.
    await new Promise<void>((resolve) => queue.push(resolve));
  };
  return {
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    waiting: () => queue.length,
  };
}
