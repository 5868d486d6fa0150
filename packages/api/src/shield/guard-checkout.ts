import { countTries, findTry, noteIncident, noteTry, passTry } from "@careforall/db/shield";
import type { TryKeys, TryOf } from "@careforall/db/shield";
import { type IncidentAction, judgeTry, type Suspicion } from "@careforall/domain/shield";
import { AppError } from "@careforall/domain/shared";
import { RateLimiterMemory } from "rate-limiter-flexible";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { type Asker, digestOf, networkOf, takeLimits } from "../limit/index.ts";
import { type Checkout, checkoutPledge, zCheckoutPledge } from "../pledge/index.ts";
import { newChallenge, readProof, WAIT_S } from "./challenge.ts";

const PROOF_CHARACTERS_MAX = 200;

/** `proof` answers the challenge of an earlier refusal: `challenge:number`. */
export const zGuardedCheckout = zCheckoutPledge.extend({
  proof: z.string().max(PROOF_CHARACTERS_MAX).optional(),
});

/**
 * Opens the payment page of a gift, unless it looks like the testing of stolen cards: then before the provider hears of
 * it a person pays with a second of work, and what no person does is refused (`pledge.challenge`, `pledge.try_later`,
 * both 429; nothing was charged). Clicking again on a page that is open is no new try.
 */
export async function guardedCheckout(
  ctx: Context & Asker,
  { proof, ...input }: z.input<typeof zGuardedCheckout>,
): Promise<Checkout> {
  const found = await findTry(ctx.db, input);
  // The verb says that there is no such gift.
  if (found !== null) await guard(ctx, found, keysOf(ctx, found.donorEmail), proof);
  return checkoutPledge(ctx, input);
}

async function guard(
  ctx: Context & Asker,
  one: TryOf,
  keys: TryKeys,
  proof: string | undefined,
): Promise<void> {
  if (await noteTry(ctx.db, one, keys)) return;
  const judged = judgeTry(await countTries(ctx.db, one, keys), ctx.limits.factor);
  if (judged.outcome === "pass") {
    await passTry(ctx.db, one, "nothing");
    for (const suspicion of judged.noted) await noteSeldom(ctx, one, keys, suspicion);
    return;
  }
  if (judged.outcome === "refuse") {
    await note(ctx, one, keys, judged.because, "refused");
    throw tryLater(judged.retryAfterS);
  }
  const at = ctx.at ?? new Date();
  const brought = readProof(ctx.config.formSecret, one, proof, at);
  if (brought !== null && brought.by !== null) {
    // Waiting costs nothing but time, so an address may do it only so often.
    if (brought.by === "wait") await takeLimits(ctx, ["challenge_wait"]);
    return passTry(ctx.db, one, brought.by);
  }
  await note(ctx, one, keys, judged.because, "challenged");
  throw challenged(
    brought?.challenge ?? newChallenge(ctx.config.formSecret, one, judged.bits, at),
    judged.bits,
  );
}

/** Digests: whoever reads the tables learns no address and no e-mail. */
const keysOf = ({ config, clientAddress, device }: Context & Asker, email: string): TryKeys => ({
  email: digestOf(config.formSecret, "try email", email),
  device: device === null ? null : digestOf(config.formSecret, "try device", device),
  address:
    clientAddress === null ? null : digestOf(config.formSecret, "try address", networkOf(clientAddress)),
});

async function note(
  ctx: Context,
  { campaignId }: TryOf,
  keys: TryKeys,
  { scope, kind, tries }: Suspicion,
  action: IncidentAction,
): Promise<void> {
  ctx.metrics.suspicions.inc({ scope, kind, action });
  const key = (scope === "campaign" ? campaignId : keys[scope]) ?? "";
  const counts = { tries: tries.inMinute, declines: tries.declined };
  await noteIncident(ctx.db, { scope, key, kind, action, campaignId, ...counts });
}

/** A famous campaign is one row, and hundreds of donors a second must not wait for each other to write it. */
const NOTE_EVERY_S = 10;
const seldom = new RateLimiterMemory({ points: 1, duration: NOTE_EVERY_S });

const noteSeldom = (ctx: Context, one: TryOf, keys: TryKeys, suspicion: Suspicion): Promise<void> =>
  seldom.consume(one.campaignId).then(
    () => note(ctx, one, keys, suspicion, "noted"),
    () => undefined,
  );

/** Says nothing of why: whoever tests cards would learn how far he may go. */
const tryLater = (retryAfterS: number): AppError =>
  new AppError(
    "rate_limited",
    "pledge.try_later",
    "We could not open the payment page just now. You have not been charged. Please try again in a few minutes.",
    { retryAfterS },
  );

const challenged = (challenge: string, bits: number): AppError =>
  new AppError(
    "rate_limited",
    "pledge.challenge",
    "Before the payment page opens we need a proof that this is no machine trying cards. You have not been charged. " +
      "Send the same request again with `proof`: the challenge, a colon, and a whole number such that the SHA-256 of that " +
      "text begins with so many zero bits; or the challenge and a colon alone, after the seconds to wait.",
    { retryAfterS: WAIT_S, details: { challenge, bits, algorithm: "sha256", waitS: WAIT_S } },
  );
