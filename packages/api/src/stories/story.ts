import type { Posting } from "@careforall/domain/ledger";

/**
 * A story of docs/money.md, by its name there. It happens through the real verbs and is printed from the ledger; of what
 * has no verb yet it answers the postings that the domain decides.
 */
export type Stories = Readonly<Record<string, () => Promise<void | readonly Posting[]>>>;
