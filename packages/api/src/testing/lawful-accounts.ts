import { assert } from "@careforall/domain/shared";
import {
  askEmailChange,
  askReset,
  changeEmail,
  changePassword,
  createFirstAdministrator,
  findCaller,
  register,
  resetPassword,
  signOutEverywhere,
  verifyEmail,
} from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { mintLink } from "../message/index.ts";
import { createPerson, opened, PASSWORD, signInAs } from "./person.ts";
import type { TestContext } from "./test-context.ts";

const device = { agent: "a browser", address: "198.51.100.7" };
const FRESH = "nine boats at dawn 12";

/** What may rightly happen to an account: every link made and used, every way in which a session ends. */
export async function liveAccounts({ ctx }: Pick<TestContext, "ctx">): Promise<void> {
  await register(ctx, { email: "never-confirmed@example.org", password: PASSWORD, name: "Shila" });
  await register(ctx, { email: "lawful@example.org", password: PASSWORD, name: "Rina" });
  await register(ctx, { email: "lawful@example.org", password: PASSWORD, name: "Rina Begum" });
  const secret = await secretFor(ctx, "lawful@example.org");
  const { sid } = opened(await verifyEmail(ctx, { secret, password: PASSWORD }, device));
  const caller = await findCaller(ctx, sid);
  assert(caller !== null, "who has just confirmed is signed in");
  await register(ctx, { email: "lawful@example.org", password: PASSWORD, name: "Somebody" });
  await changePassword(ctx, { current: PASSWORD, password: FRESH }, caller);
  await askEmailChange(ctx, { email: "moved@example.org", password: FRESH }, caller);
  await changeEmail(ctx, { secret: await secretFor(ctx, "moved@example.org") });
  await askReset(ctx, { email: "moved@example.org" });
  await askReset(ctx, { email: "moved@example.org" });
  await askReset(ctx, { email: "stranger@example.org" });
  await signOutEverywhere(ctx, caller);

  const { url } = await createFirstAdministrator(ctx, { email: "first@example.org" });
  const password = { secret: url.split("/").at(-1) ?? "", password: FRESH };
  await resetPassword(ctx, password);
  await signInAs(ctx, { userId: "", email: "first@example.org", password: FRESH });
  await signInAs(ctx, await createPerson(ctx, { email: "salma@example.org" }));
}

/** As the mail would carry it, before any consumer has run. */
async function secretFor(ctx: Context, email: string): Promise<string> {
  const asked = await ctx.db.prisma.userToken.findFirstOrThrow({
    where: { email, voidedAt: null, usedAt: null },
    orderBy: { id: "desc" },
  });
  const minted = await mintLink(ctx, asked.id);
  assert(minted !== null, "an open request gets its link");
  return minted.secret;
}
