import { insertChallenge } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import type { ChallengePurpose, ProviderQuestion, SignInProvider } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import { type Caller, linkHash, requireFresh } from "../account/index.ts";
import type { Context } from "../context/index.ts";

/** Where browsers come back to, below our own address; the provider knows it by heart. */
export const PROVIDER_RETURN_PATH = "/account/oauth/return";

/** Where to send the browser, and what it must bring back to be believed. */
export type AskedProvider = { readonly address: string; readonly question: ProviderQuestion };

/** Begins a sign-in at the provider. Refuses with `account.provider_unreachable` (422). */
export const askProvider = (ctx: Context): Promise<AskedProvider> => ask(ctx, "provider_sign_in", null);

/**
 * Begins to link the caller's account at the provider. Refuses with `account.confirm_first` (403) or
 * `account.provider_unreachable` (422).
 */
export async function askProviderToLink(ctx: Context, caller: Caller): Promise<AskedProvider> {
  requireFresh(ctx, caller);
  return ask(ctx, "provider_link", caller.userId);
}

/** Sends the caller there to be asked anew, whether or not the provider knows the browser. */
export const askAnew = (ctx: Context, { userId }: Caller): Promise<AskedProvider> =>
  ask(ctx, "provider_confirm", userId, "anew");

async function ask(
  ctx: Context,
  purpose: ChallengePurpose,
  userId: string | null,
  how?: "anew",
): Promise<AskedProvider> {
  const asked = await providerOf(ctx).ask(`${ctx.config.webUrl}${PROVIDER_RETURN_PATH}`, how);
  if (asked.outcome === "unreachable") throw unreachable(ctx, asked.why);
  const { address, question } = asked;
  const challenge = { id: ctx.newId(), purpose, secretHash: linkHash(question.state), userId };
  await withTransaction(ctx.db, (tx) => insertChallenge(tx, challenge), { at: ctx.at });
  return { address, question };
}

/** Refuses (404 `account.no_provider`) where nobody set one up. */
export function providerOf({ signInProvider }: Context): SignInProvider {
  if (signInProvider === undefined)
    throw new AppError("not_found", "account.no_provider", "Signing in by a provider is not set up here.");
  return signInProvider;
}

export function unreachable(ctx: Context, why: string): AppError {
  ctx.log.warn({ why }, "the sign-in provider does not answer");
  return new AppError(
    "refused",
    "account.provider_unreachable",
    "The provider does not answer. Try again later.",
  );
}
