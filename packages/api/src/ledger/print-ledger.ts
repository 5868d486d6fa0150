import type { Db } from "@careforall/db/client";
import type { Posting } from "@careforall/domain/ledger";
import { isCurrency, money, toDecimal } from "@careforall/domain/money";
import { assert } from "@careforall/domain/shared";

const ACCOUNT_WIDTH = 30;
const AMOUNT_WIDTH = 10;

type Printable = {
  readonly kind: string;
  readonly entries: readonly {
    readonly account: string;
    readonly provider: string | null;
    readonly amountMinor: bigint;
    readonly currency: string;
  }[];
};

/**
 * The ledger as a person reads it: postings in the order in which they were made, debits without a sign. All of it, or
 * what is of a payment or under one of these references.
 */
export async function printLedger(
  db: Db,
  {
    skip = 0,
    paymentId,
    references,
  }: { readonly skip?: number; readonly paymentId?: string; readonly references?: readonly string[] },
): Promise<string> {
  const of = [
    ...(paymentId === undefined ? [] : [{ paymentId }]),
    ...(references === undefined ? [] : [{ reference: { in: [...references] } }]),
  ];
  const postings = await db.prisma.ledgerPosting.findMany({
    where: of.length === 0 ? {} : { OR: of },
    orderBy: { id: "asc" },
    skip,
    include: { entries: { orderBy: { id: "asc" } } },
  });
  return print(postings);
}

/** The same of postings that were decided, whether or not they are written. */
export const printPostings = (postings: readonly Posting[]): string =>
  print(
    postings.map(({ kind, entries }) => ({
      kind,
      entries: entries.map(({ account, ...moved }) => ({
        ...moved,
        account: account.kind,
        provider: "provider" in account ? account.provider : null,
      })),
    })),
  );

const print = (postings: readonly Printable[]): string =>
  postings
    .flatMap(({ kind, entries }) => [
      kind,
      ...entries.map(({ account, provider, amountMinor, currency }) => {
        assert(isCurrency(currency), `${currency} is a currency`);
        const name = provider === null ? account : `${account}:${provider}`;
        return `  ${name.padEnd(ACCOUNT_WIDTH)}${toDecimal(money(amountMinor, currency)).padStart(AMOUNT_WIDTH)} ${currency}`;
      }),
    ])
    .join("\n");
