import { setTimeout as sleep } from "node:timers/promises";
import { type Db, sql } from "@careforall/db/client";
import { uuidOf } from "@careforall/domain/shared";
import type { Gateway, Transaction } from "../donors/gateway.ts";

const LOOK_MS = 200;
const KINDS = ["unposted", "unrelayed", "undelivered", "unread", "refunds"] as const;

/** What is still on its way; all zero when the platform has settled. */
export type Unsettled = Readonly<Record<(typeof KINDS)[number], number>>;

export type Settling = {
  readonly ms: number;
  /** When each of them was nothing for good, in milliseconds: the slowest says what the platform waited for. */
  readonly msOf: Unsettled;
  readonly left: Unsettled;
};

/** What must be posted: every charge, or something of every attempt that was paid, once or twice. */
export type Expected = "charges" | "attempts";

/**
 * Waits until the payments in the provider's books are posted and nothing is left to do, and answers how long that
 * took. Gives up after the limit with what is left: that is a finding, not an error of the run.
 */
export async function waitUntilSettled(
  db: Db,
  gateway: Gateway,
  { limitMs, expected = "charges" }: { readonly limitMs: number; readonly expected?: Expected },
): Promise<Settling> {
  const startedAt = performance.now();
  const msOf = { unposted: 0, unrelayed: 0, undelivered: 0, unread: 0, refunds: 0 };
  const paid = (await gateway.books()).transactions.filter(({ status }) => status === "VALID");
  for (;;) {
    const left = { ...(await look(db)), unposted: await countUnposted(db, paid, expected) };
    const ms = Math.round(performance.now() - startedAt);
    const open = KINDS.filter((kind) => left[kind] !== 0);
    if (open.length === 0 || ms > limitMs) return { ms, msOf, left };
    for (const kind of open) msOf[kind] = ms;
    await sleep(LOOK_MS);
  }
}

/** Gifts of which we know nothing yet are missing from both counts. */
async function countUnposted(db: Db, paid: readonly Transaction[], expected: Expected): Promise<number> {
  const [posted] = await db.query<{ charges: bigint; attempts: bigint }>(
    sql`select count(*) as charges, count(distinct payment_id) as attempts from ledger_posting where kind = 'capture'`,
  );
  if (posted === undefined) throw new Error("a count answers one row");
  return expected === "charges"
    ? paid.length - Number(posted.charges)
    : new Set(paid.map(({ tranId }) => uuidOf(tranId))).size - Number(posted.attempts);
}

async function look(db: Db): Promise<Omit<Unsettled, "unposted">> {
  const [counts] = await db.query<Record<keyof Omit<Unsettled, "unposted">, bigint>>(
    sql`select (select count(*) from outbox where relayed_at is null) as unrelayed,
               (select count(*) from delivery where done_at is null and dead_at is null) as undelivered,
               (select count(*) from inbox
                where verdict = 'accepted' and processed_at is null and dead_at is null) as unread,
               (select count(*) from refund where confirmed_at is null and failed_at is null) as refunds`,
  );
  if (counts === undefined) throw new Error("a count answers one row");
  return {
    unrelayed: Number(counts.unrelayed),
    undelivered: Number(counts.undelivered),
    unread: Number(counts.unread),
    refunds: Number(counts.refunds),
  };
}
