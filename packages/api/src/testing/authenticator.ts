import { assert } from "@careforall/domain/shared";
import { generateSync } from "otplib";
import { type Caller, findCaller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { beginTotp, finishTotp, readTotpSetup } from "../factor/index.ts";

const STEP_MS = 30_000;

/** The app on somebody's phone. */
export type Authenticator = {
  /** The session that turning it on opened. */
  readonly caller: Caller;
  /** The codes for the paper. */
  readonly codes: readonly string[];
  readonly codeAt: (at: Date) => string;
  /** A code that setting it up has not used up: of the next step, which is taken already. */
  readonly nextCode: () => string;
};

/** Sets an authenticator app up, by the real verbs. */
export async function enrol(ctx: Context, caller: Caller): Promise<Authenticator> {
  await beginTotp(ctx, caller);
  const setup = await readTotpSetup(ctx, caller);
  assert(setup !== null, "an app that was begun waits for its first code");
  const codeAt = (at: Date): string =>
    generateSync({ secret: setup.secret, epoch: Math.floor(at.getTime() / 1_000) });
  const device = { agent: "test", address: null };
  const now = (): Date => ctx.at ?? new Date();
  const first = codeAt(now());
  const enabled = await finishTotp(ctx, { code: first }, caller, device);
  const enrolled = await findCaller(ctx, enabled.opened.sid);
  assert(enrolled !== null, "who has just set it up is signed in");
  return {
    caller: enrolled,
    codes: enabled.codes,
    codeAt,
    nextCode: () => codeAt(new Date(now().getTime() + STEP_MS)),
  };
}
