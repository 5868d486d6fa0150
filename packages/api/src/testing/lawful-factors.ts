import { withTransaction } from "@careforall/db/client";
import { assert } from "@careforall/domain/shared";
import { beginSession, findCaller } from "../account/index.ts";
import { completeSignIn, confirmByPassword, renewRecoveryCodes, turnOffTotp } from "../factor/index.ts";
import { enrol } from "./authenticator.ts";
import { createPerson, signInAs, type TestPerson } from "./person.ts";
import type { TestContext } from "./test-context.ts";

const device = { agent: "a browser", address: "198.51.100.7" };

/** What may rightly happen to second factors: set up, used, guessed at, renewed, taken away. */
export async function liveFactors({ ctx }: Pick<TestContext, "ctx">): Promise<void> {
  // As after a right password: hashing it ten times would be most of this story's time.
  const half = async ({ userId }: TestPerson): Promise<string> => {
    const begun = await withTransaction(ctx.db, (tx) => beginSession(ctx, tx, { userId, device }));
    assert("step" in begun, "an account with an app asks for the second step");
    return begun.step;
  };
  const keeper = await createPerson(ctx, { email: "keeps-the-app@example.org", roles: ["FINANCE"] });
  const app = await enrol(ctx, await signInAs(ctx, keeper));
  await completeSignIn(ctx, { step: await half(keeper), code: app.nextCode() }, device);
  await completeSignIn(ctx, { step: await half(keeper), code: app.codes[0] ?? "" }, device);
  await confirmByPassword(ctx, { password: keeper.password }, app.caller);
  await renewRecoveryCodes(ctx, app.caller);
  await half(keeper);
  for (const code of ["000001", "000002", "000003", "000004", "000005", "000006"])
    await completeSignIn(ctx, { step: await half(keeper), code }, device).catch(() => undefined);

  const leaver = await createPerson(ctx, { email: "leaves-the-app@example.org" });
  const left = await enrol(ctx, await signInAs(ctx, leaver));
  const { sid } = await completeSignIn(ctx, { step: await half(leaver), code: left.codes[3] ?? "" }, device);
  const caller = await findCaller(ctx, sid);
  assert(caller !== null, "a recovery code opens a session");
  await turnOffTotp(ctx, caller, device);
}
