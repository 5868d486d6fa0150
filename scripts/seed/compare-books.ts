import { toDecimal, zCurrency, money } from "../../packages/domain/src/money/index.ts";
import { assert, referenceOf } from "../../packages/domain/src/shared/index.ts";
import { SeedError } from "./seed-error.ts";
import { SEED, type Stage } from "./stage.ts";

/** The simulator's payments are held in taka, whatever was asked for. */
const HELD_CURRENCY = "BDT";
/** Enough to see a pattern. */
const DIFFERENCES_SHOWN_MAX = 5;

/** `reference currency` to minor units. */
type Captures = Map<string, bigint>;

export type Agreement = {
  readonly captures: number;
  /** "BDT 1234.00", one per currency. */
  readonly sums: readonly string[];
  /** Payments in the simulator's books that are none of the seed's. */
  readonly others: number;
};

/**
 * Reads both books anew and compares them gift by gift and in sum, per currency. Throws a SeedError that names the
 * differences.
 */
export async function compareBooks(stage: Stage): Promise<Agreement> {
  const ours = await readOurs(stage);
  const { transactions } = await stage.simulator.books();
  const references = new Set(await readReferences(stage));
  const theirs: Captures = new Map();
  let others = 0;
  for (const { tranId, status, amountMinor } of transactions) {
    if (status !== "VALID") continue;
    if (references.has(tranId)) add(theirs, `${tranId} ${HELD_CURRENCY}`, amountMinor);
    else others++;
  }
  const differences = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (key) => ours.get(key) !== theirs.get(key),
  );
  if (differences.length > 0) {
    const shown = differences
      .slice(0, DIFFERENCES_SHOWN_MAX)
      .map((key) => `${key}: ours ${ours.get(key) ?? 0n}, the simulator's ${theirs.get(key) ?? 0n}`);
    throw new SeedError(
      `${differences.length} capture(s) differ between our ledger and the simulator's books (minor units):\n  ${shown.join("\n  ")}\nTo begin anew, type: pnpm seed --reset`,
    );
  }
  return { captures: ours.size, sums: sumsOf(ours), others };
}

async function readReferences({ services }: Stage): Promise<string[]> {
  const attempts = await services.db.prisma.payment.findMany({
    where: { pledge: { keyScope: SEED } },
    select: { id: true },
  });
  return attempts.map(({ id }) => referenceOf(id));
}

/** What the ledger says that the provider received, by attempt. */
async function readOurs({ services }: Stage): Promise<Captures> {
  const entries = await services.db.prisma.ledgerEntry.findMany({
    where: {
      account: "provider_clearing",
      posting: { kind: "capture", payment: { pledge: { keyScope: SEED } } },
    },
    select: { currency: true, amountMinor: true, posting: { select: { paymentId: true } } },
  });
  const captures: Captures = new Map();
  for (const { posting, currency, amountMinor } of entries) {
    assert(posting.paymentId !== null, "a capture of a gift names its attempt");
    add(captures, `${referenceOf(posting.paymentId)} ${currency}`, amountMinor);
  }
  return captures;
}

function sumsOf(captures: Captures): string[] {
  const sums: Captures = new Map();
  for (const [key, amountMinor] of captures) add(sums, key.split(" ")[1] ?? "", amountMinor);
  return [...sums].map(
    ([currency, amountMinor]) => `${currency} ${toDecimal(money(amountMinor, zCurrency.parse(currency)))}`,
  );
}

const add = (captures: Captures, key: string, amountMinor: bigint): void =>
  void captures.set(key, (captures.get(key) ?? 0n) + amountMinor);
