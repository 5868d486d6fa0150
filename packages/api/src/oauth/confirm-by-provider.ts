import { findIdentityOwner, lockUser, noteConfirmed } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { isProvenAnew } from "@careforall/domain/account";
import type { Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { readFactors, readPasskeys } from "../factor/index.ts";
import { type AskedProvider, askAnew } from "./ask-provider.ts";
import { failed, type ProviderReturn, readReturn } from "./read-return.ts";

/**
 * Sends whoever has nothing of their own here to prove it with to the provider, which is to ask them anew. Refuses (422)
 * with `account.provider_failed` whoever has a password, an app or a passkey: those are asked for, and weigh more. Or with
 * `account.provider_unreachable`.
 */
export async function askProviderToConfirm(ctx: Context, caller: Caller): Promise<AskedProvider> {
  const [{ hasPassword, hasApp }, passkeys] = await Promise.all([
    readFactors(ctx, caller),
    readPasskeys(ctx, caller),
  ]);
  if (hasPassword || hasApp || passkeys.length > 0) throw failed(ctx, "they can prove it here");
  return askAnew(ctx, caller);
}

/**
 * Proves anew, by the provider, that the owner sits there: it must say that it asked them after we had sent them, and the
 * identity must be linked to this account. Refuses (422) as `readReturn`.
 */
export async function confirmByProvider(
  ctx: Context,
  input: ProviderReturn,
  { userId, sid }: Caller,
): Promise<void> {
  const { identity, askedAt } = await readReturn(ctx, input, "provider_confirm", userId);
  await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      if ((await findIdentityOwner(tx, identity)) !== userId) throw failed(ctx, "it is somebody else");
      if (!isProvenAnew(identity.authenticatedAt, askedAt, tx.at))
        throw failed(ctx, "the provider asked nobody anew");
      await noteConfirmed(tx, sid);
    },
    { at: ctx.at },
  );
}
