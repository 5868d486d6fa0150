import { armGuestRequest, findGuestRequest } from "@careforall/db/guest";
import { withTransaction } from "@careforall/db/client";
import { ERASE_LINK_TTL_MS } from "@careforall/domain/guest";
import { linkHash } from "../account/link.ts";
import type { Context } from "../context/index.ts";

/**
 * Makes the secret of a link that is about to be sent, like those of accounts: kept nowhere, and the last one counts.
 * Null when the request is forgotten.
 */
export const mintEraseLink = (ctx: Context, requestId: string): Promise<string | null> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const asked = await findGuestRequest(tx, requestId);
      if (asked === null || asked.purpose !== "erase_gifts") return null;
      const secret = ctx.newToken();
      const expiresAt = new Date(tx.at.getTime() + ERASE_LINK_TTL_MS);
      await armGuestRequest(tx, { id: asked.id, email: asked.email, hash: linkHash(secret), expiresAt });
      return secret;
    },
    { at: ctx.at },
  );
