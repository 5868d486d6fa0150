import { withTransaction } from "@careforall/db/client";
import { findGuestByLink, takeGuestLink } from "@careforall/db/guest";
import * as z from "zod";
import { zLinkSecret } from "../account/input.ts";
import { linkHash } from "../account/link.ts";
import { deadLink } from "../account/verify-email.ts";
import type { Context } from "../context/index.ts";
import { eraseSubject, lockCopies } from "./erase-subject.ts";

export const zEraseGuest = z.strictObject({ secret: zLinkSecret });

/**
 * Erases what names a guest, by the link that was mailed to their address. Gifts that belong to an account are erased
 * with that account. Refuses with `account.link_dead` (422).
 */
export async function eraseGuest(ctx: Context, input: z.input<typeof zEraseGuest>): Promise<number> {
  const hash = linkHash(zEraseGuest.parse(input).secret);
  if ((await findGuestByLink(ctx.db, hash)) === null) throw deadLink();
  const gifts = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockCopies(tx);
      const email = await takeGuestLink(tx, hash);
      if (email === null) throw deadLink();
      return eraseSubject({ ...ctx, actor: { kind: "guest" } }, tx, {
        subject: { kind: "guest", email },
        cause: "link",
      });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return gifts;
}
