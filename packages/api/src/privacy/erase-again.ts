import { lockUser } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { type ErasureRecord, hasErasure, listGuestAddresses } from "@careforall/db/erasure";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { addressHash } from "./address-hash.ts";
import { eraseSubject, lockCopies } from "./erase-subject.ts";

/** One line of the list that is kept outside of the backups. */
export const zTombstone = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["account", "guest"]),
  userId: z.uuid().nullable(),
  addressHash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.coerce.date(),
});

const PAGE_SIZE = 5_000;

/**
 * Erases again, after a restore, whoever was erased since the backup; who gave anew afterwards keeps that. Answers how
 * many persons were there again. May be repeated: an erasure that the books know is left alone.
 */
export async function eraseAgain(ctx: Context, tombstones: readonly ErasureRecord[]): Promise<number> {
  let erased = 0;
  for (const tombstone of tombstones) {
    const email = tombstone.kind === "guest" ? await findAddress(ctx, tombstone) : null;
    if (tombstone.kind === "guest" && email === null) continue;
    if (await eraseOne(ctx, tombstone, email)) erased += 1;
  }
  if (erased > 0) ctx.wake("outbox");
  return erased;
}

const eraseOne = (ctx: Context, { id, userId, at }: ErasureRecord, email: string | null): Promise<boolean> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      await lockCopies(tx);
      if (await hasErasure(tx, id)) return false;
      const again = { cause: "again", until: at, id } as const;
      if (email !== null) {
        await eraseSubject(ctx, tx, { ...again, subject: { kind: "guest", email } });
        return true;
      }
      const user = userId === null ? null : await lockUser(tx, { id: userId });
      if (user === null || user.status === "closed") return false;
      const subject = { kind: "account", userId: user.id, email: user.email } as const;
      await eraseSubject(ctx, tx, { ...again, subject });
      return true;
    },
    { at: ctx.at },
  );

/** The address of a guest's gifts that has this digest; null when none of before the erasure is there. */
async function findAddress(ctx: Context, { addressHash: hash, at }: ErasureRecord): Promise<string | null> {
  for (let after = ""; ;) {
    const page = await listGuestAddresses(ctx.db, { until: at, after, limit: PAGE_SIZE });
    const found = page.find((email) => addressHash(ctx, email) === hash);
    if (found !== undefined) return found;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_SIZE) return null;
    after = last;
  }
}
