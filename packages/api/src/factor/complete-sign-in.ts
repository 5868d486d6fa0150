import { countWrongAnswer, findChallenge, lockUser, takeChallenge } from "@careforall/db/account";
import { type Tx, withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { type DeviceHint, linkHash, openSession, type OpenedSession, zLinkSecret } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { checkCode, refusedCode } from "./check-code.ts";
import { zTypedCode } from "./code.ts";

export const zCompleteSignIn = z.strictObject({ step: zLinkSecret, code: zTypedCode });

/**
 * The second step of a sign-in, by the secret that the browser got after the right password. Refuses with
 * `account.step_over` (401) when the step is too old, used, or had too many wrong answers; `account.code_wrong` (422) or
 * `account.code_locked` (429).
 */
export async function completeSignIn(
  ctx: Context,
  input: z.input<typeof zCompleteSignIn>,
  device: DeviceHint,
): Promise<OpenedSession> {
  const { step, code } = zCompleteSignIn.parse(input);
  const secretHash = linkHash(step);
  const asked = await findChallenge(ctx.db, secretHash, "second_step");
  if (asked?.userId == null) throw stepOver();
  const { userId } = asked;
  const outcome = await withTransaction(
    ctx.db,
    (tx) => answerStep(ctx, tx, { userId, secretHash, code, device }),
    {
      at: ctx.at,
    },
  );
  ctx.wake("outbox");
  if ("problem" in outcome) throw refusedCode(outcome.problem);
  return outcome;
}

type Answer = {
  readonly userId: string;
  readonly secretHash: string;
  readonly code: string;
  readonly device: DeviceHint;
};

async function answerStep(ctx: Context, tx: Tx, { userId, secretHash, code, device }: Answer) {
  const user = await lockUser(tx, { id: userId });
  if (user === null || user.status !== "active") throw stepOver();
  const checked = await checkCode(ctx, tx, userId, code);
  if ("problem" in checked) {
    if ((await countWrongAnswer(tx, secretHash, "second_step")) === null) throw stepOver();
    return checked;
  }
  // Throwing gives the code back: nothing was opened with it.
  if ((await takeChallenge(tx, secretHash, "second_step")) === null) throw stepOver();
  return openSession(ctx, tx, { userId, device, factor: checked.factor });
}

/** Whether the browser is half-way in; for the page that asks for the code. */
export const isHalfWay = async (ctx: Context, step: string): Promise<boolean> =>
  zLinkSecret.safeParse(step).success &&
  (await findChallenge(ctx.db, linkHash(step), "second_step")) !== null;

const stepOver = (): AppError =>
  new AppError("unauthenticated", "account.step_over", "This took too long. Sign in again.");
