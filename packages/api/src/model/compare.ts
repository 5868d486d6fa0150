import { RANK } from "@careforall/domain/payment";
import { refundState } from "@careforall/domain/refund";
import type { Context } from "../context/index.ts";
import {
  type Attempt,
  type Books,
  heldOf,
  isPaid,
  ledgerOf,
  mayBeGift,
  ownOf,
  type Pledge,
  reasonOf,
  type World,
} from "./world.ts";

/** The database is not what the model says. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

export function requireThat(isTrue: boolean, what: string): void {
  if (!isTrue) throw new ModelError(what);
}

type Seen = Awaited<ReturnType<typeof look>>;

/** Everything of the books that the model speaks of. */
async function look({ db: { prisma } }: Context) {
  const [pledges, payments, captures, cases, refunds, sums] = await Promise.all([
    prisma.pledge.findMany({ select: { id: true, key: true, token: true, fulfilledBy: true } }),
    prisma.payment.findMany({ orderBy: { attempt: "asc" } }),
    prisma.ledgerPosting.findMany({
      where: { kind: "capture" },
      select: { paymentId: true, reference: true },
    }),
    prisma.moneyException.findMany({ select: { paymentId: true, providerPaymentId: true, kind: true } }),
    prisma.refund.findMany(),
    prisma.ledgerEntry.groupBy({ by: ["account", "campaignId", "currency"], _sum: { amountMinor: true } }),
  ]);
  return { pledges, payments, captures, cases, refunds, sums };
}

/**
 * Looks at the database, lets it decide what a crash left open, and compares: pledges, attempts, charges that are
 * posted, the gift of each pledge, refunds, and the balance of every account.
 */
export async function compare(world: World, ctx: Context): Promise<void> {
  const seen = await look(ctx);
  for (const pledge of world.pledges) comparePledge(pledge, seen);
  requireThat(
    seen.pledges.length === world.pledges.filter(({ exists }) => exists.now).length,
    "a pledge exists that nobody promised",
  );
  for (const attempt of world.attempts) compareAttempt(attempt, seen);
  requireThat(seen.payments.length === world.attempts.length, "an attempt exists that nobody made");
  for (const stranger of world.strangers) {
    const isPosted = seen.captures.some(
      ({ paymentId, reference }) => paymentId === null && reference === `sslcommerz:${stranger.charge.id}`,
    );
    requireThat(
      stranger.isPosted.settle((state) => state === isPosted),
      `the unknown charge ${stranger.charge.id} is ${isPosted ? "" : "not "}posted`,
    );
  }
  for (const pledge of world.pledges) compareGift(pledge, seen);
  compareRefunds(world, seen);
  compareLedger(world, seen);
}

function comparePledge(pledge: Pledge, seen: Seen): void {
  const row = seen.pledges.find(({ key }) => key === pledge.key);
  requireThat(
    pledge.exists.settle((exists) => exists === (row !== undefined)),
    `pledge ${pledge.key} ${row === undefined ? "does not exist" : "exists"}, lawful is ${pledge.exists.describe()}`,
  );
  requireThat(pledge.id === null || pledge.id === row?.id, `pledge ${pledge.key} was made twice`);
  pledge.id = row?.id ?? null;
  pledge.token = row?.token ?? null;
}

function compareAttempt(attempt: Attempt, seen: Seen): void {
  const row = seen.payments.find(({ id }) => id === attempt.id);
  requireThat(row !== undefined && row.pledgeId === attempt.pledge.id, `attempt ${attempt.id} is gone`);
  if (row === undefined) return;
  const posted = seen.captures.flatMap(({ paymentId, reference }) =>
    paymentId === row.id ? [reference] : [],
  );
  const charges = attempt.charges.slice(0, posted.length).map(({ id }) => `${row.provider}:${id}`);
  const page = row.openedAt !== null ? "opened" : row.abandonedAt !== null ? "abandoned" : "none";
  const end = row.capturedAt === null ? row.endReason : null;
  const shown = `attempt ${row.id} is ${JSON.stringify({ told: posted.length, end, page })} of rank ${row.rank}`;
  requireThat(
    posted.length === charges.length && posted.every((reference) => charges.includes(reference)),
    `${shown}: it has postings of charges that the provider never made`,
  );
  requireThat(
    attempt.books.settle((books) => books.told === posted.length && books.end === end && books.page === page),
    `${shown}, lawful is ${attempt.books.describe()}`,
  );
  requireThat(
    row.rank === rankOf(attempt.books.now),
    `${shown}, which is another rank than that of its facts`,
  );
}

function rankOf({ told, end, page }: Books): number {
  if (told > 0) return RANK.captured;
  if (end !== null) return RANK.ended;
  return page === "opened" ? RANK.pending : RANK.created;
}

/** Exactly one attempt that may be the gift is it as soon as there is one, and it stays it. */
function compareGift(pledge: Pledge, seen: Seen): void {
  const able = pledge.attempts.filter((attempt) => isPaid(attempt) && mayBeGift(attempt));
  const fulfilledBy = seen.pledges.find(({ key }) => key === pledge.key)?.fulfilledBy ?? null;
  const gift = able.find(({ id }) => id === fulfilledBy) ?? null;
  requireThat(
    (fulfilledBy === null) === (able.length === 0) && (fulfilledBy === null) === (gift === null),
    `pledge ${pledge.key} is fulfilled by ${fulfilledBy}, lawful is ${able.map(({ id }) => id).join(" or ") || "none"}`,
  );
  requireThat(pledge.gift === null || pledge.gift === gift, `the gift of pledge ${pledge.key} was exchanged`);
  pledge.gift = gift;
  compareHeld(pledge, seen);
}

/** Whatever is not the gift is held in a case, for its own reason; the gift stands for its attempt, else the first. */
function compareHeld({ attempts, gift }: Pledge, seen: Seen): void {
  for (const attempt of attempts.filter(isPaid)) {
    const row = seen.payments.find(({ id }) => id === attempt.id);
    const own = ownOf(attempt);
    const heldAs = own === null || attempt === gift ? null : reasonOf(attempt, own);
    requireThat(
      row?.providerPaymentId === own?.id && row?.heldAs === heldAs,
      `attempt ${attempt.id} stands for ${row?.providerPaymentId} held as ${row?.heldAs}, lawful is ${own?.id} as ${heldAs}`,
    );
    const cases = seen.cases.filter(({ paymentId }) => paymentId === attempt.id);
    const shown = cases.map(({ providerPaymentId, kind }) => `${providerPaymentId} as ${kind}`).toSorted();
    const lawful = heldOf(attempt)
      .map((charge) => `${charge.id} as ${reasonOf(attempt, charge)}`)
      .toSorted();
    requireThat(
      shown.join() === lawful.join(),
      `attempt ${attempt.id} has cases of ${shown.join()}, lawful is ${lawful.join()}`,
    );
  }
}

function compareRefunds(world: World, seen: Seen): void {
  for (const refund of world.refunds) {
    const row = seen.refunds.find(({ requestKey }) => requestKey === refund.requestKey);
    const state = row === undefined ? "absent" : refundState(row);
    requireThat(
      refund.state.settle((lawful) => lawful === state),
      `refund ${refund.requestKey} is ${state}, lawful is ${refund.state.describe()}`,
    );
    refund.id = row?.id ?? null;
    refund.providerRefundId = row?.providerRefundId ?? refund.providerRefundId;
    requireThat(
      row === undefined || row.amountMinor === refund.money.amountMinor,
      `refund ${refund.requestKey} has another amount than was ordered`,
    );
  }
  const known = world.refunds.filter(({ state }) => state.now !== "absent").length;
  requireThat(seen.refunds.length === known, "a refund exists that nobody ordered");
}

function compareLedger(world: World, seen: Seen): void {
  const found = new Map<string, bigint>();
  for (const { account, campaignId, currency, _sum } of seen.sums) {
    const name = campaignId === null ? `${account} ${currency}` : `${account} ${campaignId} ${currency}`;
    const sum = _sum.amountMinor ?? 0n;
    if (sum !== 0n) found.set(name, sum);
  }
  const wanted = ledgerOf(world);
  const off = [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((name) => wanted.get(name) !== found.get(name))
    .map((name) => `${name} is ${found.get(name) ?? 0n}, the model says ${wanted.get(name) ?? 0n}`);
  requireThat(off.length === 0, `the ledger differs: ${off.join("; ")}`);
}
