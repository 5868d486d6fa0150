import { takeChallenge } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import type { ChallengePurpose, ProvenIdentity } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { linkHash } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { PROVIDER_RETURN_PATH, providerOf, unreachable } from "./ask-provider.ts";

/** What none of the providers' own values exceeds. */
const VALUE_CHARACTERS_MAX = 200;
/** Codes of some providers have two thousand characters. */
const QUERY_CHARACTERS_MAX = 8_000;
/** What OpenID Connect allows a subject to have. */
const SUBJECT_CHARACTERS_MAX = 255;

const zValue = z.string().min(20).max(VALUE_CHARACTERS_MAX);

export const zProviderReturn = z.strictObject({
  /** As `askProvider` gave it, kept by this browser alone. */
  question: z.strictObject({ state: zValue, nonce: zValue, verifier: zValue }),
  /** The query of the address that the browser came back to. */
  query: z.string().max(QUERY_CHARACTERS_MAX),
});
export type ProviderReturn = z.input<typeof zProviderReturn>;

/** Who came back from the provider, and when they were sent there. */
export type Returned = { readonly identity: ProvenIdentity; readonly askedAt: Date };

/**
 * Who came back from the provider. The question is used up first, whatever comes of it, so that nothing can be brought
 * twice; then the provider is asked, outside every transaction. Refuses with `account.provider_failed`,
 * `account.provider_cancelled` or `account.provider_unreachable` (422).
 */
export async function readReturn(
  ctx: Context,
  input: ProviderReturn,
  purpose: ChallengePurpose,
  userId: string | null,
): Promise<Returned> {
  const provider = providerOf(ctx);
  const given = zProviderReturn.safeParse(input);
  if (!given.success) throw failed(ctx, "it brought nothing that we wrote");
  const { question, query } = given.data;
  const asked = await withTransaction(ctx.db, (tx) => takeChallenge(tx, linkHash(question.state), purpose), {
    at: ctx.at,
  });
  if (asked === null || asked.userId !== userId) throw failed(ctx, "nobody asked, or it was answered before");
  const said = await provider.read(`${ctx.config.webUrl}${PROVIDER_RETURN_PATH}${query}`, question);
  if (said.outcome === "unreachable") throw unreachable(ctx, said.why);
  if (said.outcome === "cancelled")
    throw new AppError("refused", "account.provider_cancelled", "You broke it off. Nothing was changed.");
  if (said.outcome === "rejected") throw failed(ctx, said.why);
  if (said.identity.subject.length > SUBJECT_CHARACTERS_MAX) throw failed(ctx, "its subject is too long");
  return { identity: said.identity, askedAt: asked.madeAt };
}

/** The person is told one thing, and the log why. */
export function failed(ctx: Context, why: string): AppError {
  ctx.log.info({ why }, "a return from the sign-in provider was refused");
  return new AppError(
    "refused",
    "account.provider_failed",
    "This did not fit together. Nothing was changed.",
  );
}
