import * as z from "zod";
import type { Act } from "./gift.ts";
import { SeedError } from "./seed-error.ts";

/** The simulator writes each payment to disk before it answers; more than this means that it hangs. */
const TIMEOUT_MS = 10_000;
/** The most that one page of the books holds. */
const ROWS_PER_PAGE = 10_000;

const zMinor = z.string().transform(BigInt);
const zSession = z.object({ id: z.int(), tranId: z.string(), sessionKey: z.string(), amountMinor: zMinor });
const zTransaction = z.object({ id: z.int(), tranId: z.string(), status: z.string(), amountMinor: zMinor });
const zBooks = z.object({
  sessions: z.array(zSession),
  transactions: z.array(zTransaction),
  next: z.object({ sessions: z.int().nullable(), transactions: z.int().nullable() }),
});

export type Session = z.output<typeof zSession>;
export type Transaction = z.output<typeof zTransaction>;
/** What the world outside knows. All its money is taka. */
export type Books = { readonly sessions: readonly Session[]; readonly transactions: readonly Transaction[] };

export type Deed = {
  readonly tranId: string;
  readonly act: Act;
  readonly method: string;
  readonly at: Date;
  readonly isRisky: boolean;
};

/** The simulator's control API, as far as the seed needs it. `url` is its origin. */
export class Simulator {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Every session and payment there is. */
  async books(): Promise<Books> {
    const sessions: Session[] = [];
    const transactions: Transaction[] = [];
    let after: z.output<typeof zBooks>["next"] | null = { sessions: 0, transactions: 0 };
    while (after !== null) {
      const query = new URLSearchParams({ limit: `${ROWS_PER_PAGE}` });
      query.set("sessionsAfter", `${after.sessions ?? Number.MAX_SAFE_INTEGER}`);
      query.set("transactionsAfter", `${after.transactions ?? Number.MAX_SAFE_INTEGER}`);
      const page = zBooks.parse(await this.#ask("GET", `/control/books?${query}`));
      sessions.push(...page.sessions);
      transactions.push(...page.transactions);
      after = page.next.sessions === null && page.next.transactions === null ? null : page.next;
    }
    return { sessions, transactions };
  }

  /** What a donor does on the payment page, without a notification: the seed asks by itself. */
  async act({ tranId, act, method, at, isRisky }: Deed): Promise<void> {
    await this.#ask("POST", "/control/sslcommerz/pay", {
      tranId,
      outcome: act,
      method,
      ...(method === "card" ? { account: "card-1111" } : {}),
      at: at.toISOString(),
      riskLevel: isRisky ? 1 : 0,
      ipn: false,
    });
  }

  /** Empties its books, its inbox and its faults. */
  async reset(): Promise<void> {
    await this.#ask("POST", "/control/reset", {});
  }

  async #ask(method: "GET" | "POST", path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new SeedError(
        `the simulator does not answer at ${this.url}. Type \`pnpm dev\`, and this again in a second terminal.`,
        { cause },
      );
    });
    if (response.ok) return response.json();
    const words = await response.text();
    if (response.status === 404 && path.startsWith("/control/books")) {
      throw new SeedError(
        `the simulator's control API is off at ${this.url}. Type: SIMULATOR_CONTROL=1 pnpm dev`,
      );
    }
    throw new SeedError(
      `the simulator refused ${method} ${path} (${response.status}): ${words.slice(0, 300)}`,
    );
  }
}
