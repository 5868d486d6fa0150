import { type DeadLetter, type DeadSource, listDeadLetters } from "@careforall/db/dead-letter";
import { AppError } from "@careforall/domain/shared";
import { type ReplayCause, type ReplayContext, replayDeadLetter } from "./replay-dead-letter.ts";

/** One call replays no more, so that a person sees what happens before the next thousand. */
export const REPLAY_MAX = 1_000;

export type Replayed = {
  readonly replayed: number;
  /** Those that somebody else replayed, or that were done, in the meantime. */
  readonly refused: readonly (Pick<DeadLetter, "source" | "id"> & { readonly why: string })[];
};

/** Replays what is dead now, each in its own transaction: one that is refused does not hold up the others. */
export async function replayAllDeadLetters(
  ctx: ReplayContext,
  source: DeadSource | null,
  cause: ReplayCause,
): Promise<Replayed> {
  let replayed = 0;
  const refused: { source: DeadSource; id: string; why: string }[] = [];
  for (const letter of await listDeadLetters(ctx.db, source, REPLAY_MAX)) {
    try {
      await replayDeadLetter(ctx, letter, cause);
      replayed += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ source: letter.source, id: letter.id, why: error.message });
    }
  }
  return { replayed, refused };
}
