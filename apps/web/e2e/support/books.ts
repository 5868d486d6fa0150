import type { Db } from "@careforall/db/client";
import { referenceOf } from "@careforall/domain/shared";

// What our own books say, read from outside the product.

export type Attempt = {
  readonly id: string;
  /** The provider's `tran_id`. */
  readonly reference: string;
  readonly attempt: number;
  readonly endReason: string | null;
  readonly heldAs: string | null;
  readonly isCaptured: boolean;
  readonly steps: readonly string[];
};

export type Entry = { readonly account: string; readonly currency: string; readonly amountMinor: bigint };

export type Posting = {
  readonly kind: string;
  readonly reference: string;
  readonly entries: readonly Entry[];
};

/** All attempts to pay a gift, oldest first. */
export async function attemptsOf(db: Db, token: string): Promise<readonly Attempt[]> {
  const rows = await db.prisma.payment.findMany({
    where: { pledge: { token } },
    include: { history: { orderBy: { seq: "asc" } } },
    orderBy: { attempt: "asc" },
  });
  return rows.map(({ id, attempt, endReason, heldAs, capturedAt, history }) => ({
    id,
    reference: referenceOf(id),
    attempt,
    endReason,
    heldAs,
    isCaptured: capturedAt !== null,
    steps: history.map(({ toStatus }) => toStatus),
  }));
}

/** The provider's name for the newest attempt. */
export async function tranIdOf(db: Db, token: string): Promise<string> {
  const latest = (await attemptsOf(db, token)).at(-1);
  if (latest === undefined) throw new Error(`nobody has tried to pay the gift ${token}`);
  return latest.reference;
}

/** Everything that was posted to the ledger for a gift. */
export async function postingsOf(db: Db, token: string): Promise<readonly Posting[]> {
  const attempts = await attemptsOf(db, token);
  return postings(db, { paymentId: { in: attempts.map(({ id }) => id) } });
}

/** What was posted for a charge of the provider that is no attempt of ours. */
export const postingsOfCharge = (db: Db, providerPaymentId: string): Promise<readonly Posting[]> =>
  postings(db, { reference: { contains: providerPaymentId } });

async function postings(db: Db, where: object): Promise<readonly Posting[]> {
  const rows = await db.prisma.ledgerPosting.findMany({
    where,
    include: { entries: true },
    orderBy: { postedAt: "asc" },
  });
  return rows.map(({ kind, reference, entries }) => ({
    kind,
    reference,
    entries: entries.map(({ account, currency, amountMinor }) => ({ account, currency, amountMinor })),
  }));
}

/** Zero for a posting that balances. */
export const sumOf = ({ entries }: Posting): bigint =>
  entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** Cases for staff about a gift. */
export async function exceptionsOf(db: Db, token: string): Promise<readonly string[]> {
  const rows = await db.prisma.moneyException.findMany({ where: { payment: { pledge: { token } } } });
  return rows.map(({ kind }) => kind);
}

export type Letter = {
  readonly verdict: string;
  readonly why: string | null;
  readonly outcome: string | null;
  /** Further deliveries of the same notification. */
  readonly repeats: number;
  readonly isProcessed: boolean;
};

/** Notifications whose body names this reference, oldest first, whatever we thought of them. */
export async function lettersAbout(db: Db, tranId: string): Promise<readonly Letter[]> {
  const rows = await db.prisma.inbox.findMany({
    where: { body: { contains: tranId } },
    orderBy: { receivedAt: "asc" },
  });
  return rows.map(({ verdict, why, outcome, repeats, processedAt }) => ({
    verdict,
    why,
    outcome,
    repeats,
    isProcessed: processedAt !== null,
  }));
}

/** Tokens of all gifts that were promised with this e-mail, oldest first. */
export async function tokensOf(db: Db, donorEmail: string): Promise<readonly string[]> {
  const rows = await db.prisma.pledge.findMany({ where: { donorEmail }, orderBy: { createdAt: "asc" } });
  return rows.map(({ token }) => token);
}

/** Receipts for an address: how many there are, and how many of them were handed to the mail server. */
export async function receiptsFor(db: Db, recipient: string): Promise<{ written: number; sent: number }> {
  const rows = await db.prisma.message.findMany({ where: { recipient, template: "receipt" } });
  return { written: rows.length, sent: rows.filter(({ state }) => state === "sent").length };
}
