import { armToken, lockTokenRequest } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { TOKEN_TTL_MS, type TokenPurpose } from "@careforall/domain/account";
import { linkHash } from "../account/link.ts";
import type { Context } from "../context/index.ts";

/**
 * Makes the secret of a link that is about to be sent. It is kept nowhere: a second sending makes another, and the
 * first is worthless then. Its time runs from here. Null when the request was used, replaced or voided meanwhile.
 */
export const mintLink = (
  ctx: Context,
  requestId: string,
  ttlMs?: number,
): Promise<{ readonly secret: string; readonly purpose: TokenPurpose } | null> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const asked = await lockTokenRequest(tx, requestId);
      if (asked === null || !asked.isOpen) return null;
      const secret = ctx.newToken();
      const expiresAt = new Date(tx.at.getTime() + (ttlMs ?? TOKEN_TTL_MS[asked.purpose]));
      await armToken(tx, { id: asked.id, hash: linkHash(secret), expiresAt });
      return { secret, purpose: asked.purpose };
    },
    { at: ctx.at },
  );
