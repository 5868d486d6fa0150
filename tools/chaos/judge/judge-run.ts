import { checkInvariants, violated } from "@careforall/db/invariants";
import { type Db, sql } from "@careforall/db/client";
import { uuidOf } from "@careforall/domain/shared";
import { newId } from "@careforall/api/context";
import { rebuildReadModels } from "@careforall/api/rebuild";
import type { Gateway, ProviderRefund, Transaction } from "../donors/gateway.ts";
import type { GivenGift } from "../donors/give.ts";

export type Judgement = {
  /** Gifts that were acknowledged, or money that was paid, and that our books do not know. */
  readonly lost: number;
  /** Promises or postings that are there twice. */
  readonly doubled: number;
  readonly booksEqual: boolean;
  readonly totalsEqual: boolean;
  readonly replays: number;
  readonly replaysIdentical: boolean;
  readonly changesTaken: number;
  readonly forgedAccepted: number;
  /** Ids of invariants that speak, liveness among them. */
  readonly invariants: readonly string[];
  /** The first of what is wrong, for people. */
  readonly findings: readonly string[];
};

const SHOWN_MAX = 10;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Holds what donors were told and what the provider has against our books, once everything has settled. */
export async function judgeRun(db: Db, gateway: Gateway, given: readonly GivenGift[]): Promise<Judgement> {
  const findings: string[] = [];
  const note = (words: readonly string[]): number => {
    findings.push(...words.slice(0, SHOWN_MAX));
    return words.length;
  };
  const books = await gateway.books();
  const paid = books.transactions.filter(({ status }) => status === "VALID");
  const posted = await readPosted(db);
  const unknown = await unknownPromises(db, given);
  const missing = missingCharges(paid, posted);
  const lost = note([...unknown, ...missing.map(({ words }) => words)]);
  findings.push(...(await knownOf(db, missing.slice(0, SHOWN_MAX))));
  const doubled = note(await doubledPromises(db, given));
  const wrong = note([...wrongAmounts(paid, posted), ...wrongRefunds(books.refunds, await readRefunded(db))]);
  const rebuilt = await rebuildReadModels(
    { db, newId, origin: { requestId: "chaos", traceparent: null } },
    { mayReplace: false, shownMax: SHOWN_MAX },
  );
  note(
    rebuilt.shown.map(
      ({ table, key, live, rebuilt: again }) => `${table} ${key}: live ${live}, rebuilt ${again}`,
    ),
  );
  const invariants = violated(await checkInvariants(db)).map(({ id, title, rows }) => {
    note([`${id} ${title}: ${rows} rows`]);
    return id;
  });
  return {
    lost,
    doubled,
    booksEqual: wrong === 0 && posted.size === paid.length,
    totalsEqual: rebuilt.differences === 0,
    replays: sum(given.map(({ repeats }) => repeats.replays)),
    replaysIdentical: given.every(({ repeats }) => repeats.otherReplays === 0),
    changesTaken: sum(given.map(({ repeats }) => repeats.changesTaken)),
    forgedAccepted: await forgedAccepted(db, paid),
    invariants,
    findings,
  };
}

/** What the ledger says that the provider received, by the provider's own id of each success. */
async function readPosted(db: Db): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db.query<{ reference: string; amountMinor: bigint }>(
    sql`select p.reference, e.amount_minor as "amountMinor" from ledger_posting p join ledger_entry e on e.posting_id = p.id
        where p.kind = 'capture' and e.account = 'provider_clearing'`,
  );
  return new Map(
    rows.map(({ reference, amountMinor }) => [reference.slice(reference.indexOf(":") + 1), amountMinor]),
  );
}

async function unknownPromises(db: Db, given: readonly GivenGift[]): Promise<readonly string[]> {
  const rows = await db.query<{ donorEmail: string }>(sql`select donor_email as "donorEmail" from pledge`);
  const known = new Set(rows.map(({ donorEmail }) => donorEmail));
  return given
    .filter(({ plan }) => !known.has(plan.email))
    .map(({ plan }) => `the promise of donor ${plan.number} is lost`);
}

/** Refunds that our ledger says are done, by the provider's id. */
async function readRefunded(db: Db): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db.query<{ id: string; amountMinor: bigint }>(
    sql`select r.provider_refund_id as id, sum(e.amount_minor) filter (where e.amount_minor > 0)::bigint as "amountMinor"
        from refund r join ledger_posting p on p.kind = 'refund_confirmed' and p.reference = r.id::text
        join ledger_entry e on e.posting_id = p.id group by r.id`,
  );
  return new Map(rows.map(({ id, amountMinor }) => [id, amountMinor]));
}

/** Money that went back in one of the two books and not, or not so much, in the other. */
function wrongRefunds(
  theirs: readonly ProviderRefund[],
  ours: ReadonlyMap<string, bigint>,
): readonly string[] {
  const refunded = new Map(
    theirs.filter(({ status }) => status === "refunded").map((one) => [one.refundRefId, one.amountMinor]),
  );
  return [...new Set([...refunded.keys(), ...ours.keys()])]
    .filter((id) => refunded.get(id) !== ours.get(id))
    .map(
      (id) => `refund ${id}: we have ${ours.get(id) ?? "none"}, the provider ${refunded.get(id) ?? "none"}`,
    );
}

const missingCharges = (
  paid: readonly Transaction[],
  posted: ReadonlyMap<string, bigint>,
): readonly Missing[] =>
  paid
    .filter(({ valId }) => valId === null || !posted.has(valId))
    .map(({ tranId, valId }) => ({
      tranId,
      words: `the provider has ${valId} of ${tranId}, and we do not`,
    }));

type Missing = { readonly tranId: string; readonly words: string };

/** What our books know of such a payment: where its news got stuck. */
async function knownOf(db: Db, missing: readonly Missing[]): Promise<readonly string[]> {
  const known = missing.map(async ({ tranId }) => {
    const [row] = await db.query<{ known: string }>(
      sql`select jsonb_build_object(
                   'now', now(),
                   'payment', (select jsonb_build_object('rank', p.rank, 'created', p.created_at, 'asks', p.asks,
                                 'asked', p.asked_at, 'ask_failed', p.ask_failed_at, 'next_ask', p.next_ask_at)
                               from payment p where p.id = ${uuidOf(tranId)}),
                   'notices', (select jsonb_agg(jsonb_build_object('received', i.received_at, 'attempts', i.attempts,
                                 'next_try', i.next_try_at, 'outcome', i.outcome, 'error', i.last_error))
                               from inbox i where i.reference = ${tranId}))::text as known`,
    );
    return `${tranId}: ${row?.known ?? "nothing"}`;
  });
  return Promise.all(known);
}

async function doubledPromises(db: Db, given: readonly GivenGift[]): Promise<readonly string[]> {
  const rows = await db.query<{ donorEmail: string; promises: bigint }>(
    sql`select donor_email as "donorEmail", count(*) as promises from pledge group by donor_email having count(*) > 1`,
  );
  const ours = new Set(given.map(({ plan }) => plan.email));
  return rows
    .filter(({ donorEmail }) => ours.has(donorEmail))
    .map(({ donorEmail, promises }) => `${donorEmail} asked once and promised ${promises} times`);
}

const wrongAmounts = (
  paid: readonly Transaction[],
  posted: ReadonlyMap<string, bigint>,
): readonly string[] => {
  const theirs = new Map(paid.map(({ valId, amountMinor }) => [valId ?? "", amountMinor]));
  return [...posted]
    .filter(([valId, amountMinor]) => theirs.get(valId) !== amountMinor)
    .map(
      ([valId, amountMinor]) =>
        `${valId}: we have ${amountMinor}, the provider ${theirs.get(valId) ?? "nothing"}`,
    );
};

/** Captures under an id that the provider never gave out. */
async function forgedAccepted(db: Db, paid: readonly Transaction[]): Promise<number> {
  const real = new Set(paid.map(({ valId }) => valId));
  const rows = await db.query<{ id: string | null }>(
    sql`select provider_payment_id as id from payment where provider_payment_id is not null`,
  );
  return rows.filter(({ id }) => !real.has(id)).length;
}
