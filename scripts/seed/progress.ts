import type { Db } from "../../packages/db/src/client/index.ts";
import { RANK } from "../../packages/domain/src/payment/index.ts";
import type { SeedCampaign } from "./campaign.ts";
import type { GiftPlan, Outcome } from "./gift.ts";
import { SEED } from "./stage.ts";

const readGifts = (db: Db) =>
  db.prisma.pledge.findMany({
    where: { keyScope: SEED },
    select: {
      id: true,
      key: true,
      fulfilledBy: true,
      payments: {
        orderBy: { attempt: "asc" },
        select: { id: true, rank: true, endReason: true, heldAs: true },
      },
    },
  });
type GiftRow = Awaited<ReturnType<typeof readGifts>>[number];

/** What is there of the seed, in a few questions. */
export type Progress = {
  /** The gifts of this seed that are whole, by key. */
  readonly finished: ReadonlySet<string>;
  /** Gifts of the seed that this version does not know: another version was here. */
  readonly strangers: number;
  readonly missingCampaigns: number;
  /** Up to when the public totals are known to be whole. */
  readonly totalsAsOf: Date | null;
};

export async function readProgress(
  db: Db,
  campaigns: readonly SeedCampaign[],
  gifts: readonly GiftPlan[],
): Promise<Progress> {
  const rows = await readGifts(db);
  const unsettled = await readUnsettled(db);
  const slugs = await db.prisma.campaign.findMany({ select: { slug: true } });
  const totals = await db.prisma.consumerProgress.findUnique({ where: { consumer: "totals" } });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const keys = new Set(gifts.map(({ key }) => key));
  const known = new Set(slugs.map(({ slug }) => slug));
  const isFinished = (gift: GiftPlan): boolean => {
    const row = byKey.get(gift.key);
    return row !== undefined && isWhole(gift, row) && !subjectsOf(row).some((id) => unsettled.has(id));
  };
  return {
    finished: new Set(gifts.filter(isFinished).map(({ key }) => key)),
    strangers: rows.filter(({ key }) => !keys.has(key)).length,
    missingCampaigns: campaigns.filter(({ slug }) => !known.has(slug)).length,
    totalsAsOf: totals?.caughtUpAt ?? null,
  };
}

const isWhole = (gift: GiftPlan, row: GiftRow): boolean =>
  row.payments.length >= gift.attempts.length &&
  row.payments.every(({ rank }) => rank >= RANK.ended) &&
  outcomeOf(row) === gift.outcome;

const subjectsOf = (row: GiftRow): readonly string[] => [row.id, ...row.payments.map(({ id }) => id)];

/** How a gift stands in our books; null while nothing is decided. */
export function outcomeOf(row: Pick<GiftRow, "fulfilledBy" | "payments">): Outcome | null {
  if (row.fulfilledBy !== null) return "paid";
  if (row.payments.some(({ heldAs }) => heldAs !== null)) return "held";
  const reason = row.payments.at(-1)?.endReason;
  return reason === "failed" || reason === "cancelled" || reason === "expired" ? reason : null;
}

/** Whom the seed's events are about that some consumer has not seen. */
async function readUnsettled(db: Db): Promise<ReadonlySet<string>> {
  const events = await db.prisma.outbox.findMany({
    where: { requestId: SEED, OR: [{ relayedAt: null }, { deliveries: { some: { doneAt: null } } }] },
    select: { subjectId: true },
  });
  return new Set(events.map(({ subjectId }) => subjectId));
}

/** Every gift of the seed by how it stands, for the report. */
export async function countOutcomes(db: Db): Promise<ReadonlyMap<Outcome | null, number>> {
  const counts = new Map<Outcome | null, number>();
  for (const row of await readGifts(db)) {
    const outcome = outcomeOf(row);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}
