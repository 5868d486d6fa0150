import * as z from "zod";
import { type Answer, ask, postJson } from "./ask.ts";
import { untilDefinite } from "./patience.ts";

/** The most that one page of the books holds. */
const ROWS_PER_PAGE = 10_000;
/** Above every id: the sessions are not asked for. */
const NO_SESSIONS = 999_999_999;

const zPaid = z.object({ transaction: z.object({ tranId: z.string(), status: z.string() }) });
const zTransaction = z.object({
  id: z.int(),
  tranId: z.string(),
  status: z.string(),
  valId: z.string().nullable(),
  amountMinor: z.string().transform(BigInt),
});
export type Transaction = z.output<typeof zTransaction>;
const zRefund = z.object({
  refundRefId: z.string(),
  status: z.string(),
  amountMinor: z.string().transform(BigInt),
});
export type ProviderRefund = z.output<typeof zRefund>;
/** Pages of both lists; the whole run has fewer refunds than one page holds. */
const zBooks = z.object({
  transactions: z.array(zTransaction),
  refunds: z.array(zRefund),
  next: z.object({ transactions: z.int().nullable() }),
});

export type Payment = {
  readonly sessionKey: string;
  readonly outcome: "success" | "insufficient_funds" | "cancel";
  readonly method: string;
  readonly amountMinor?: string;
  readonly riskLevel?: 1;
  readonly ipn?: false;
};

/** The world outside, steered as its operator (docs/simulator.md). Patient, because it is killed too. */
export class Gateway {
  readonly #control: string;

  constructor(url: string) {
    this.#control = `${url}/control`;
  }

  /**
   * What a donor does on the payment page. Answers our reference of it, or null when an answer was lost and the session
   * is found paid: it is not charged again.
   */
  async pay(payment: Payment): Promise<string | null> {
    const isPaid = ({ status, text }: Answer): boolean => status === 409 && text.includes("already_paid");
    const answer = await untilDefinite(() => postJson(`${this.#control}/sslcommerz/pay`, payment), isPaid);
    if (answer.status === 200) return zPaid.parse(JSON.parse(answer.text)).transaction.tranId;
    if (isPaid(answer)) return null;
    throw new Error(`the simulator refused a payment: ${answer.status} ${answer.text}`);
  }

  /** Once only, since it has no key: an answer that is lost may mean that it was done. */
  readonly tryPost = (path: string, body: unknown): Promise<Answer | null> =>
    postJson(`${this.#control}${path}`, body);

  async post(path: string, body: unknown): Promise<void> {
    await untilDefinite(() => this.tryPost(path, body));
  }

  async liftFaults(): Promise<void> {
    await untilDefinite(() => ask(`${this.#control}/faults`, { method: "DELETE" }));
    await this.post("/ipn/release", {});
  }

  /** Every try that anybody ever made to pay, and every refund. */
  async books(): Promise<{
    readonly transactions: readonly Transaction[];
    readonly refunds: readonly ProviderRefund[];
  }> {
    const all: Transaction[] = [];
    let refunds: readonly ProviderRefund[] = [];
    for (let after: number | null = 0; after !== null;) {
      const query = `limit=${ROWS_PER_PAGE}&sessionsAfter=${NO_SESSIONS}&transactionsAfter=${after}`;
      const answer = await untilDefinite(() => ask(`${this.#control}/books?${query}`));
      const page = zBooks.parse(JSON.parse(answer.text));
      all.push(...page.transactions);
      refunds = page.refunds; // their cursor stays at the beginning
      after = page.next.transactions;
    }
    return { transactions: all, refunds };
  }
}
