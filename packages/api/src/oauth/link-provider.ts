import {
  endSessions,
  findCredentials,
  insertIdentity,
  listIdentities,
  listPasskeys,
  lockUser,
  removeIdentity,
} from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { type Caller, requireFresh } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { tellOwner } from "../factor/index.ts";
import { type ProviderReturn, readReturn } from "./read-return.ts";
import { keyOf } from "./sign-in-with-provider.ts";

/**
 * Links the identity that the caller came back with; they proved to be there when they were sent to the provider. Refuses
 * (422) as `readReturn`, and with `account.provider_linked_already` when it is somebody's, or theirs has another.
 */
export async function linkProvider(ctx: Context, input: ProviderReturn, caller: Caller): Promise<void> {
  const { userId } = caller;
  const { identity } = await readReturn(ctx, input, "provider_link", userId);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: userId });
      const mayLink = user !== null && user.status === "active" && user.emailVerifiedAt !== null;
      const link = { id: ctx.newId(), userId, ...keyOf(identity) };
      if (!mayLink || !(await insertIdentity(tx, link))) throw linkedAlready();
      await tellOwner(ctx, tx, userId, "identity_linked");
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}

export const zUnlinkProvider = z.strictObject({ id: z.uuid() });

/**
 * Takes one of the caller's links away; every other session ends, since one of them may have come by it. Refuses with
 * `account.confirm_first` (403), `account.provider_not_linked` (404), or `account.provider_last_way` (422) when neither a
 * password nor a passkey would be left.
 */
export async function unlinkProvider(
  ctx: Context,
  input: z.input<typeof zUnlinkProvider>,
  caller: Caller,
): Promise<void> {
  requireFresh(ctx, caller);
  const { id } = zUnlinkProvider.parse(input);
  const { userId, sid } = caller;
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: userId });
      if (!(await removeIdentity(tx, userId, id))) throw notLinked();
      if (user?.passwordHash == null && (await listPasskeys(tx, userId)).length === 0) throw lastWay();
      await tellOwner(ctx, tx, userId, "identity_unlinked");
      await endSessions(tx, { userId, except: sid, why: "factor_changed" });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}

/** How the caller may sign in, beside passkeys, for the pages that show and ask it. */
export async function readWaysIn(ctx: Context, { userId }: Caller) {
  const [credentials, links] = await Promise.all([
    findCredentials(ctx.db, userId),
    listIdentities(ctx.db, userId),
  ]);
  return { hasPassword: (credentials?.passwordHash ?? null) !== null, links };
}

const linkedAlready = (): AppError =>
  new AppError("refused", "account.provider_linked_already", "It is linked to an account already.");

const notLinked = (): AppError =>
  new AppError("not_found", "account.provider_not_linked", "You have no such link.");

const lastWay = (): AppError =>
  new AppError(
    "refused",
    "account.provider_last_way",
    "You could not sign in any more. Set a password first.",
  );
