import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, type Undo } from "@careforall/world";

/** Sure that the same command will do it in the end: as long as a determined person goes on typing it. */
const GIVE_UP_MS = 120_000;
const PAUSE_MS = 500;
/** Less than any donor gives. */
const AMOUNT = "1.00";

/** Colleagues who give money back with `pnpm money refund`, and type it again until it says that it was done. */
export class Staff {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #undo: Undo;
  /** References of payments at the provider that were paid in full, so that each can be given back. */
  readonly #paid: string[] = [];
  #done = 0;

  constructor(environment: NodeJS.ProcessEnv, undo: Undo) {
    this.#environment = environment;
    this.#undo = undo;
  }

  /** How many refunds were ordered. */
  get done(): number {
    return this.#done;
  }

  noticePaid(reference: string): void {
    this.#paid.push(reference);
  }

  /** Gives a part of a gift back; does nothing while nobody has paid. */
  async refundOne(): Promise<void> {
    const payment = this.#paid.shift();
    if (payment === undefined) return;
    const end = performance.now() + GIVE_UP_MS;
    for (;;) {
      this.#undo.signal.throwIfAborted();
      const { code, text } = await this.#type(payment);
      if (code === 0) break;
      if (performance.now() > end) throw new Error(`staff could not refund ${payment}: ${text}`);
      await sleep(PAUSE_MS);
    }
    this.#done += 1;
  }

  #type(payment: string): Promise<{ readonly code: number | null; readonly text: string }> {
    const typed = ["--payment", payment, "--amount", AMOUNT, "--kind", "donor_request", "--reason", "chaos"];
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/money.ts", "refund", ...typed], {
        cwd: ROOT,
        env: this.#environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let text = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (part: Buffer) => (text += part.toString()));
      child.once("error", reject);
      child.once("exit", (code) => resolve({ code, text }));
    });
  }
}
