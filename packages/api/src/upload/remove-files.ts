import { dropUnfinished, forgetUpload, listDropped } from "@careforall/db/upload";
import { AVATAR_SIZES, avatarFileName } from "@careforall/domain/upload";
import type { Context } from "../context/index.ts";

/** A request is answered or cut off within two minutes; what has been written for longer has no process any more. */
const UNFINISHED_MINUTES = 60;
const BATCH_SIZE = 100;

/** Removes the files of a person that were dropped. What fails is only told of: the upkeep comes within the hour. */
export async function removeOwn(ctx: Context, userId: string): Promise<void> {
  try {
    for (const key of await listDropped(ctx.db, { userId, limit: BATCH_SIZE })) await removeFiles(ctx, key);
  } catch (error) {
    ctx.log.warn({ err: error }, "a picture that was taken away is still stored");
  }
}

/** Removes all files that nobody uses: those that were dropped, and those whose process died. Answers of how many uploads. */
export async function sweepUploads(ctx: Context, signal: AbortSignal): Promise<number> {
  await dropUnfinished(ctx.db, UNFINISHED_MINUTES);
  let removed = 0;
  for (;;) {
    const keys = await listDropped(ctx.db, { limit: BATCH_SIZE });
    for (const key of keys) {
      if (signal.aborted) return removed;
      await removeFiles(ctx, key);
      removed += 1;
    }
    if (keys.length < BATCH_SIZE) return removed;
  }
}

/** The files first: a row without files is found again, a file without a row would not be. */
async function removeFiles({ db, files }: Context, key: string): Promise<void> {
  for (const size of AVATAR_SIZES) await files.remove(avatarFileName(key, size));
  await forgetUpload(db, key);
}
