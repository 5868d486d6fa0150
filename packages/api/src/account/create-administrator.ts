import {
  grantRole,
  hasAdministrator,
  insertTokenRequest,
  insertUser,
  lockUser,
} from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { ADMIN_LINK_TTL_MS, zAccountEmail, zPersonName } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { mintLink } from "../message/mint-link.ts";

export const zCreateAdministrator = z.strictObject({
  email: zAccountEmail,
  name: zPersonName.default("Administrator"),
});

const TIME_ZONE = "Asia/Dhaka";

/**
 * Makes the first administrator and answers the address of a page where they set a password, once, within 15 minutes;
 * that proves the address too. Refuses (`account.administrator_exists`, 422) when somebody administers already.
 */
export async function createFirstAdministrator(
  ctx: Context,
  input: z.input<typeof zCreateAdministrator>,
): Promise<{ readonly url: string }> {
  const { email, name } = zCreateAdministrator.parse(input);
  const requestId = ctx.newId();
  await withTransaction(
    ctx.db,
    async (tx) => {
      if (await hasAdministrator(tx)) throw existing();
      const person = { id: ctx.newId(), email, name, passwordHash: null, locale: "en", timeZone: TIME_ZONE };
      await insertUser(tx, person);
      const user = await lockUser(tx, { email });
      if (user === null || user.status !== "active") throw existing();
      await grantRole(tx, { userId: user.id, role: "ADMIN", by: "pnpm admin create" });
      const purpose = "reset_password";
      await insertTokenRequest(tx, { id: requestId, purpose, email, userId: user.id, locale: "en" });
      await appendAudit(tx, ctx, {
        action: "role.grant",
        subject: { type: "user", id: user.id },
        before: null,
        after: { roles: "ADMIN" },
        reason: "the first administrator",
      });
    },
    { at: ctx.at },
  );
  const minted = await mintLink(ctx, requestId, ADMIN_LINK_TTL_MS);
  if (minted === null) throw existing();
  return { url: `${ctx.config.webUrl}/en/reset/${minted.secret}` };
}

const existing = (): AppError =>
  new AppError(
    "refused",
    "account.administrator_exists",
    "Somebody administers this platform already. Nothing was changed.",
  );
