import { type Tx, withTransaction } from "@careforall/db/client";
import {
  addToCopy,
  compareCopies,
  copyPublicGifts,
  type Difference,
  openCopies,
  readAppliedEvents,
  replaceByCopies,
} from "@careforall/db/totals";
import { foldChanges } from "@careforall/domain/totals";
import type { Context } from "../context/index.ts";
import { announceGoals } from "./announce-goals.ts";
import { totalChangeOf } from "./fold-totals.ts";

export type Rebuilt = {
  /** Events of totals that were folded again. */
  readonly events: number;
  /** Rows that differed, and the first of them. */
  readonly differences: number;
  readonly shown: readonly Difference[];
  /** The rebuilt rows have taken the place of those that differed. */
  readonly isReplaced: boolean;
};

/** So many events are in memory at once. */
const PAGE_SIZE = 5_000;

/**
 * Folds totals and the public list once more, into copies beside the live ones, from every event that their consumers
 * have applied, and compares row by row. With `mayReplace` the rebuilt rows take the place of those that differ. All in
 * one snapshot: consumers and donors go on meanwhile, and an event that is not applied yet is in neither. Throws a
 * serialization failure if a row that must be replaced keeps changing.
 */
export const rebuildReadModels = (
  ctx: Pick<Context, "db" | "newId" | "origin">,
  { mayReplace, shownMax }: { readonly mayReplace: boolean; readonly shownMax: number },
): Promise<Rebuilt> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      await openCopies(tx);
      const events = await foldAgain(tx);
      await copyPublicGifts(tx);
      const { count, shown } = await compareCopies(tx, shownMax);
      const isReplaced = mayReplace && count > 0;
      if (isReplaced) await announceGoals(ctx, tx, await replaceByCopies(tx));
      return { events, differences: count, shown, isReplaced };
    },
    { isSnapshot: true },
  );

/** Answers how many events there were. */
async function foldAgain(tx: Tx): Promise<number> {
  let after: string | null = null;
  for (let count = 0; ;) {
    const events = await readAppliedEvents(tx, { consumer: "totals", after, limit: PAGE_SIZE });
    if (events.length > 0) await addToCopy(tx, foldChanges(events.map(totalChangeOf)));
    count += events.length;
    after = events.at(-1)?.id ?? null;
    if (events.length < PAGE_SIZE) return count;
  }
}
