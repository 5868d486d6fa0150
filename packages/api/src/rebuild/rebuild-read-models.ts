import { type Tx, withTransaction } from "@careforall/db/client";
import { findDonations } from "@careforall/db/donor";
import {
  addDonationsToCopy,
  addToCopy,
  compareCopies,
  copyPublicGifts,
  copyStatistics,
  dropCopies,
  type Difference,
  notePledgesUnderWay,
  openCopies,
  readAppliedEvents,
  readSettledPledges,
  replaceByCopies,
} from "@careforall/db/rebuild";
import { foldChanges, totalChangeOf } from "@careforall/domain/totals";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { donationsOf } from "../donor/keep-donations.ts";
import { announceGoals } from "../totals/announce-goals.ts";

export type Rebuilt = {
  /** Events of totals that were folded again, and promises whose history was made again. */
  readonly events: number;
  readonly donations: number;
  /** Rows that differed, and the first of them. */
  readonly differences: number;
  readonly shown: readonly Difference[];
  /** The rebuilt rows have taken the place of those that differed. */
  readonly isReplaced: boolean;
};

/** So many events are in memory at once, and so many promises with all their attempts. */
const EVENTS_PAGE_SIZE = 5_000;
const PLEDGES_PAGE_SIZE = 2_000;

/**
 * Folds every read model once more, into copies beside the live ones, from the events that their consumers have applied
 * and the facts of this moment, and compares row by row. With `mayReplace` the rebuilt rows take the place of those that
 * differ; otherwise nothing at all is written. All in one snapshot: consumers and donors go on meanwhile, and what is
 * not applied yet is in neither. Throws a serialization failure if a row that must be replaced keeps changing.
 */
export const rebuildReadModels = (
  ctx: Pick<Context, "db" | "newId" | "origin" | "actor">,
  { mayReplace, shownMax }: { readonly mayReplace: boolean; readonly shownMax: number },
): Promise<Rebuilt> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      await openCopies(tx);
      const events = await foldAgain(tx);
      await copyPublicGifts(tx);
      const donations = await copyDonations(tx);
      await copyStatistics(tx);
      const { count, shown } = await compareCopies(tx, shownMax);
      const isReplaced = mayReplace && count > 0;
      if (isReplaced) await replace(ctx, tx, { differences: count, events, donations });
      else await dropCopies(tx);
      return { events, donations, differences: count, shown, isReplaced };
    },
    { isSnapshot: true },
  );

async function replace(
  ctx: Pick<Context, "newId" | "origin" | "actor">,
  tx: Tx,
  found: { readonly differences: number; readonly events: number; readonly donations: number },
): Promise<void> {
  await announceGoals(ctx, tx, await replaceByCopies(tx));
  await appendAudit(tx, ctx, {
    action: "read_models.replace",
    subject: { type: "read_models", id: "all" },
    before: { differences: found.differences },
    after: { differences: 0, events: found.events, donations: found.donations },
    reason: null,
  });
}

/** Answers how many events there were. */
async function foldAgain(tx: Tx): Promise<number> {
  let after: string | null = null;
  for (let count = 0; ;) {
    const events = await readAppliedEvents(tx, { consumer: "totals", after, limit: EVENTS_PAGE_SIZE });
    if (events.length > 0) await addToCopy(tx, foldChanges(events.map(totalChangeOf)));
    count += events.length;
    after = events.at(-1)?.id ?? null;
    if (events.length < EVENTS_PAGE_SIZE) return count;
  }
}

/** Answers how many promises there were. An address without a donor gets one, as in the fold. */
async function copyDonations(tx: Tx): Promise<number> {
  await notePledgesUnderWay(tx);
  let after: string | null = null;
  for (let count = 0; ;) {
    const page = await readSettledPledges(tx, { after, limit: PLEDGES_PAGE_SIZE });
    const found = await findDonations(
      tx,
      page.map(({ pledgeId }) => pledgeId),
    );
    if (found.length > 0) await addDonationsToCopy(tx, await donationsOf(tx, found));
    count += page.length;
    after = page.at(-1)?.eventId ?? null;
    if (page.length < PLEDGES_PAGE_SIZE) return count;
  }
}
