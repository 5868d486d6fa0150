const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Shells show a program that Ctrl-C killed as 128 + SIGINT. */
const EXIT_KILLED = 130;

/** What must be undone, in reverse order, however far the start came. */
export interface Cleanup {
  readonly stop: () => Promise<void> | void;
  /** At once, for the second Ctrl-C. */
  readonly kill?: () => void;
}

/** The first signal asks for an orderly end, the second ends at once. */
export class Shutdown {
  readonly #controller = new AbortController();
  readonly #cleanups: Cleanup[] = [];

  constructor(onNews: (news: string) => void) {
    for (const name of SIGNALS) {
      process.on(name, () => {
        if (this.requested) this.#killNow();
        onNews("stopping (once more kills)");
        this.#controller.abort();
      });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get requested(): boolean {
    return this.signal.aborted;
  }

  add(cleanup: Cleanup): void {
    this.#cleanups.push(cleanup);
  }

  /** Until somebody asks for the end. Holds the process open: signal handlers alone do not. */
  async wait(): Promise<void> {
    const hold = setInterval(() => {}, 2 ** 30);
    await new Promise<void>((resolve) => {
      if (this.requested) resolve();
      this.signal.addEventListener("abort", () => resolve());
    });
    clearInterval(hold);
  }

  /** Every cleanup gets its chance, also when one before it failed. */
  async cleanUp(onError: (error: unknown) => void): Promise<void> {
    for (let last = this.#cleanups.at(-1); last !== undefined; last = this.#cleanups.at(-1)) {
      try {
        await last.stop();
      } catch (error) {
        onError(error);
      }
      this.#cleanups.pop(); // only now: until then the second signal must still find it
    }
  }

  #killNow(): never {
    for (const cleanup of this.#cleanups.toReversed()) cleanup.kill?.();
    process.exit(EXIT_KILLED);
  }
}
