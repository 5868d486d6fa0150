/** What must be undone, in reverse order, however far the start came. */
type Step = { readonly stop: () => Promise<void> | void; readonly kill: () => void };

/** A person's Ctrl-C; not a fault, so it is told in a word. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Shells show a program that Ctrl-C ended as 128 + SIGINT. */
export const EXIT_STOPPED = 130;

/**
 * Everything that a run starts is undone: at its end, after a failure, after Ctrl-C, and at once
 * after a second Ctrl-C or when the process ends in haste.
 */
export class Undo {
  readonly #controller = new AbortController();
  readonly #steps: Step[] = [];

  constructor() {
    for (const name of SIGNALS) {
      process.on(name, () => {
        if (this.signal.aborted) process.exit(EXIT_STOPPED);
        console.error("stopping (once more kills)");
        this.fail(new Stopped("stopped"));
      });
    }
    process.once("exit", () => this.#killAll());
  }

  /** Aborts with the reason as soon as the run cannot give a result. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the run with this error, wherever it is; the first reason stays. */
  fail(reason: Error): void {
    this.#controller.abort(reason);
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  /** Every step gets its chance, also when one before it failed; the first failure is thrown at the end. */
  async all(): Promise<void> {
    const failures: unknown[] = [];
    for (let last = this.#steps.at(-1); last !== undefined; last = this.#steps.at(-1)) {
      try {
        await last.stop();
      } catch (error) {
        failures.push(error);
        last.kill();
      }
      this.#steps.pop(); // only now: until then the second signal must still find it
    }
    if (failures.length > 0) throw failures[0];
  }

  #killAll(): void {
    for (const step of this.#steps.toReversed()) step.kill();
  }
}
