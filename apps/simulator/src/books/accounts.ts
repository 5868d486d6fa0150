import * as z from "zod";
import type { Books } from "./open-books.ts";
import { zMinor, zText } from "./row.ts";

const zAccount = z.object({
  id: zText,
  kind: z.enum(["wallet", "card", "merchant", "gateway"]),
  name: zText,
  openingMinor: zMinor,
  balanceMinor: zMinor,
});

export type Account = z.output<typeof zAccount>;

const COLUMNS = "id, kind, name, opening_minor as openingMinor, balance_minor as balanceMinor";

export const MERCHANT = "merchant";
export const GATEWAY_FEES = "gateway-fees";

/** The account that pays when nobody is named. */
export const DEMO_WALLET = "01700000001";

/** Tk 50,000,000: a long campaign of tests does not empty it. */
const DEMO_OPENING_MINOR = 5_000_000_000n;

/**
 * Whom the simulator knows from the start. The merchant begins with a deposit, as gateways ask for one: a refund takes
 * back the whole payment while the shop only ever received it less the fee.
 */
const ACCOUNTS_AT_START: readonly Omit<Account, "balanceMinor">[] = [
  { id: DEMO_WALLET, kind: "wallet", name: "Demo donor", openingMinor: DEMO_OPENING_MINOR },
  { id: "01700000002", kind: "wallet", name: "Demo donor with an empty wallet", openingMinor: 0n },
  { id: "01700000003", kind: "wallet", name: "Demo donor with Tk 500", openingMinor: 50_000n },
  { id: "card-1111", kind: "card", name: "Test card Visa 1111", openingMinor: DEMO_OPENING_MINOR },
  { id: "card-4444", kind: "card", name: "Test card Mastercard 4444", openingMinor: DEMO_OPENING_MINOR },
  { id: "card-0002", kind: "card", name: "Test card Visa 0002, empty", openingMinor: 0n },
  { id: MERCHANT, kind: "merchant", name: "The shop at the gateway", openingMinor: 100_000_000n },
  { id: GATEWAY_FEES, kind: "gateway", name: "Fees kept by the gateway", openingMinor: 0n },
];

/** Opens the accounts everybody starts with, unless they are there already. */
export function openFirstAccounts(books: Books): void {
  books.transact(() => {
    for (const { id, kind, name, openingMinor } of ACCOUNTS_AT_START) {
      books.run(
        `insert into account (id, kind, name, opening_minor, balance_minor) values (?, ?, ?, ?, ?)
         on conflict (id) do nothing`,
        id,
        kind,
        name,
        openingMinor,
        openingMinor,
      );
    }
  });
}

export const findAccount = (books: Books, id: string): Account | null =>
  books.find(zAccount, `select ${COLUMNS} from account where id = ?`, id);

/** The newest last; the limit keeps a page and an answer small. */
export const listAccounts = (books: Books, limit: number): Account[] =>
  books.list(zAccount, `select ${COLUMNS} from account order by rowid limit ?`, limit);

/** Opens a wallet, or gives a known one more (or less) money from outside. Must run inside `transact`. */
export function setWallet(books: Books, wallet: { id: string; name: string; balanceMinor: bigint }): void {
  const known = findAccount(books, wallet.id);
  if (known === null) {
    books.run(
      "insert into account (id, kind, name, opening_minor, balance_minor) values (?, 'wallet', ?, ?, ?)",
      wallet.id,
      wallet.name,
      wallet.balanceMinor,
      wallet.balanceMinor,
    );
    return;
  }
  // What an account holds is what it opened with plus what moved; `opening` follows so that the books still add up.
  const movedMinor = known.balanceMinor - known.openingMinor;
  const openingMinor = wallet.balanceMinor - movedMinor;
  books.run(
    "update account set name = ?, opening_minor = ?, balance_minor = ? where id = ?",
    wallet.name,
    openingMinor,
    wallet.balanceMinor,
    wallet.id,
  );
}

/** Takes money if it is there. False, and nothing done, when it is not. Must run inside `transact`. */
export const debit = (books: Books, id: string, amountMinor: bigint): boolean =>
  books.run(
    "update account set balance_minor = balance_minor - ?1 where id = ?2 and balance_minor >= ?1",
    amountMinor,
    id,
  ) === 1;

/** Must run inside `transact`, beside the debit that it answers. */
export function credit(books: Books, id: string, amountMinor: bigint): void {
  const changed = books.run(
    "update account set balance_minor = balance_minor + ? where id = ?",
    amountMinor,
    id,
  );
  if (changed !== 1) throw new Error(`there is no account ${id} to credit`);
}
