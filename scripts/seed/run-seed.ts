import { settleConsumers } from "../../packages/api/src/outbox/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import type { SeedCampaign } from "./campaign.ts";
import { CAMPAIGNS } from "./campaigns/index.ts";
import { type Agreement, compareBooks } from "./compare-books.ts";
import type { GiftPlan } from "./gift.ts";
import { GIFTS } from "./gifts/index.ts";
import { planGifts } from "./plan-gifts.ts";
import { playGift } from "./play-gift.ts";
import { countOutcomes, type Progress, readProgress } from "./progress.ts";
import { SeedError } from "./seed-error.ts";
import { connect, contextAt, setStage } from "./stage.ts";
import type { Target } from "./target.ts";
import { writeCampaigns } from "./write-campaigns.ts";

/** What is sown; tests sow less. */
export type Seeds = { readonly campaigns: readonly SeedCampaign[]; readonly gifts: readonly GiftPlan[] };

export const ALL_SEEDS: Seeds = { campaigns: CAMPAIGNS, gifts: planGifts(GIFTS) };

export type Say = (line: string) => void;

/** A worker that gave no sign of life for so long is gone; it beats every 5 s. */
const WORKER_SILENT_MS = 15_000;

/**
 * Fills the database and the simulator with the same campaigns and gifts, and compares both books. Does nothing when
 * everything is there. `say` gets one line at a time. Throws a SeedError that says what to type.
 */
export async function runSeed(target: Target, say: Say, seeds = ALL_SEEDS): Promise<void> {
  const db = connect(target.databaseUrl);
  try {
    await sow(db, target, say, seeds);
  } finally {
    await db.close();
  }
}

/** The same over a connection that is open. */
export async function sow(
  db: Db,
  target: Omit<Target, "databaseUrl">,
  say: Say,
  { campaigns, gifts }: Seeds,
): Promise<void> {
  const before = await readProgress(db, campaigns, gifts);
  if (before.strangers > 0) {
    return say("another version of the seed is there and stays; for this one, type: pnpm seed --reset");
  }
  if (isComplete(before, gifts)) return say("already there");
  await refuseBesideWorker(db);
  const stage = await setStage(db, target);
  await writeCampaigns(db, campaigns);
  for (const gift of gifts) if (!before.finished.has(gift.key)) await playGift(stage, gift);
  // An interrupted run may have applied the last events without noting it.
  await settleConsumers(contextAt(stage, "end", endOf(gifts)));
  const after = await readProgress(db, campaigns, gifts);
  if (!isComplete(after, gifts)) {
    const missing = gifts.filter(({ key }) => !after.finished.has(key)).map(({ name }) => name);
    throw new SeedError(`these did not come out as written: ${missing.join(", ")}. Type: pnpm seed --reset`);
  }
  say(`${campaigns.length} campaigns, ${gifts.length} gifts: ${await outcomesIn(db)}`);
  say(agreementLine(await compareBooks(stage)));
}

function isComplete(progress: Progress, gifts: readonly GiftPlan[]): boolean {
  const { missingCampaigns, finished, totalsAsOf } = progress;
  const isCaughtUp = totalsAsOf !== null && totalsAsOf >= endOf(gifts);
  return missingCampaigns === 0 && finished.size === gifts.length && isCaughtUp;
}

const endOf = (gifts: readonly GiftPlan[]): Date => gifts.at(-1)?.settleAt ?? new Date(0);

/** It would mail receipts for gifts that nobody gave, and draw ids of its own. */
async function refuseBesideWorker(db: Db): Promise<void> {
  const seenAt = { gt: new Date(Date.now() - WORKER_SILENT_MS) };
  if ((await db.prisma.workerHeartbeat.count({ where: { seenAt } })) === 0) return;
  throw new SeedError(
    "a worker is running and would mail receipts for the seed's gifts. Stop the platform and type `pnpm dev`, which sows before it starts one; or type: pnpm seed --reset",
  );
}

async function outcomesIn(db: Db): Promise<string> {
  const counts = await countOutcomes(db);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${count} ${outcome ?? "undecided"}`)
    .join(", ");
}

function agreementLine({ captures, sums, others }: Agreement): string {
  const more = others === 0 ? "" : `; the simulator holds ${others} other payments`;
  return `our ledger and the simulator's books agree: ${captures} captures, ${sums.join(", ")}${more}`;
}
