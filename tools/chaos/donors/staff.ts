import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, type Undo } from "@careforall/world";

/** Sure that the same command will do it in the end: as long as a determined person goes on typing it. */
const GIVE_UP_MS = 120_000;
/** The worker's own comparison may be under way, and asks about ten attempts in a second. */
const COMPARE_GIVE_UP_MS = 600_000;
const PAUSE_MS = 500;
/** Less than any donor gives. */
const AMOUNT = "1.00";

type Typed = { readonly code: number | null; readonly text: string };

/** Colleagues at a command line, who type a command again until it says that it was done. */
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
    const typed = ["--payment", payment, "--amount", AMOUNT, "--kind", "donor_request", "--reason", "chaos"];
    await this.#untilDone(["scripts/money.ts", "refund", ...typed], [0], GIVE_UP_MS);
    this.#done += 1;
  }

  /** Holds the day's statement of the provider's panel against our books; what only people can settle may be left. */
  async compareStatement(statementUrl: string, folder: string): Promise<void> {
    const answer = await fetch(statementUrl);
    if (!answer.ok) throw new Error(`the provider's panel gave no statement: ${answer.status}`);
    const file = path.join(folder, "transactions.csv");
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    await this.#untilDone(["scripts/reconcile.ts", "--file", file], [0, 2], COMPARE_GIVE_UP_MS);
  }

  async #untilDone(typed: readonly string[], done: readonly number[], giveUpMs: number): Promise<void> {
    const end = performance.now() + giveUpMs;
    for (;;) {
      this.#undo.signal.throwIfAborted();
      const { code, text } = await this.#type(typed);
      if (code !== null && done.includes(code)) return;
      if (performance.now() > end) throw new Error(`staff typed ${typed.join(" ")} in vain: ${text}`);
      await sleep(PAUSE_MS);
    }
  }

  #type(typed: readonly string[]): Promise<Typed> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["scripts/run.mjs", ...typed], {
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
