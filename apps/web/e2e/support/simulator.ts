import { SIMULATOR_URL } from "../stack/addresses.ts";

// The world outside, steered through its control API (docs/simulator.md).

const TIMEOUT_MS = 30_000;
const INBOX_PAGE = 500;

export type Outcome = "success" | "insufficient_funds" | "wrong_pin" | "fail_and_stay" | "cancel" | "expire";

export type Payment = {
  readonly tranId: string;
  readonly outcome: Outcome;
  /** Of the wallets; a card is named by `account`. */
  readonly method?: string;
  readonly account?: string;
  /** Poisha really taken, when it is not what was asked for. */
  readonly amountMinor?: string;
  readonly riskLevel?: 0 | 1;
  readonly ipn?: boolean;
};

export type Transaction = {
  readonly tranId: string;
  readonly status: string;
  readonly valId: string | null;
  readonly amountMinor: string;
};

export type Mail = {
  readonly id: number;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** One notification that was sent by hand, and what we answered. Null: no answer came. */
export type Try = { readonly status: number | null; readonly answer: string };

type Books = {
  readonly sessions: readonly {
    readonly tranId: string;
    readonly sessionKey: string;
    readonly status: string;
  }[];
  readonly transactions: readonly Transaction[];
  readonly refunds: readonly {
    readonly tranId: string;
    readonly status: string;
    readonly amountMinor: string;
  }[];
};

export const simulator = {
  /** What the donor does on the payment page, without the page. */
  pay: (payment: Payment): Promise<{ transaction: Transaction }> => post("/sslcommerz/pay", payment),

  /** Money under any reference, that no session of ours asked for. */
  charge: (charge: {
    readonly tranId: string;
    readonly amountMinor: string;
    readonly ipnUrl?: string;
    readonly ipn?: boolean;
  }): Promise<{ transaction: Transaction }> => post("/sslcommerz/charge", charge),

  /** Notifications by hand: repeats of the true one, or things that a gateway would never send. */
  sendIpn: async (letter: {
    readonly tranId: string;
    readonly mode: string;
    readonly copies?: number;
    readonly parallel?: boolean;
    readonly otherTranId?: string;
  }): Promise<readonly Try[]> => {
    const { answers } = await post<{ answers: readonly Try[] }>("/sslcommerz/ipn", letter);
    return answers;
  },

  /** Lets held notifications go. */
  release: (): Promise<{ released: number }> => post("/ipn/release", {}),

  /** Trouble at one of the gateway's addresses; without `times` until it is lifted. */
  fault: (fault: {
    readonly endpoint: "init" | "validate" | "query" | "ipn" | "mail";
    readonly mode: string;
    readonly times?: number;
    readonly delayMs?: number;
  }): Promise<unknown> => post("/faults", fault),

  /** Trouble that has not struck yet. */
  faults: async (): Promise<readonly unknown[]> => {
    const { faults } = await control<{ faults: readonly unknown[] }>("/faults");
    return faults;
  },

  liftFaults: (): Promise<unknown> => control("/faults", { method: "DELETE" }),

  books: (): Promise<Books> => control("/books?limit=10000"),

  /** What the provider gave back of one payment, oldest first. */
  refundsOf: async (tranId: string): Promise<Books["refunds"]> =>
    (await simulator.books()).refunds.filter((refund) => refund.tranId === tranId),

  /** Every mail to one address, newest first. */
  mailTo: async (address: string): Promise<readonly Mail[]> => {
    const { messages } = await control<{ messages: readonly Mail[] }>(
      `/inbox?to=${encodeURIComponent(address)}`,
    );
    return messages;
  },

  /** Every mail that was ever sent, newest first. */
  allMails: async (): Promise<readonly Mail[]> => {
    const mails: Mail[] = [];
    for (let before = ""; ;) {
      const page = await control<{ messages: readonly Mail[]; next: number | null }>(
        `/inbox?limit=${INBOX_PAGE}${before}`,
      );
      mails.push(...page.messages);
      if (page.next === null) return mails;
      before = `&before=${page.next}`;
    }
  },
};

/** How often the provider took money under these references, and how much of it in poisha. */
export async function chargesOf(
  references: readonly string[],
): Promise<{ readonly count: number; readonly amountMinor: bigint }> {
  const { transactions } = await simulator.books();
  const taken = transactions.filter(
    ({ tranId, status }) => status === "VALID" && references.includes(tranId),
  );
  return {
    count: taken.length,
    amountMinor: taken.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n),
  };
}

const post = <Data>(path: string, body: unknown): Promise<Data> =>
  control(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });

async function control<Data>(path: string, init: RequestInit = {}): Promise<Data> {
  const response = await fetch(`${SIMULATOR_URL}/control${path}`, {
    ...init,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the simulator answered ${response.status} to ${path}: ${text}`);
  return JSON.parse(text) as Data;
}
