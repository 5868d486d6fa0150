import { grantRole, insertUser, markVerified } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import type { Factor, StaffRole, TokenPurpose } from "@careforall/domain/account";
import { assert } from "@careforall/domain/shared";
import {
  type Begun,
  type Caller,
  findCaller,
  openSession,
  type OpenedSession,
  signIn,
  signOut,
} from "../account/index.ts";
import { mintLink } from "../message/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import type { Context } from "../context/index.ts";

/** Strong enough for every test that does not care. */
export const PASSWORD = "loom and river 47";

export type TestPerson = { readonly userId: string; readonly email: string; readonly password: string };

let made = 0;

/** Somebody with a proven address, who may sign in. */
export async function createPerson(
  ctx: Context,
  more: { readonly email?: string; readonly roles?: readonly StaffRole[] } = {},
): Promise<TestPerson> {
  made += 1;
  const { email = `person-${made}@example.org`, roles = [] } = more;
  const userId = ctx.newId();
  const passwordHash = await ctx.passwords.hash(PASSWORD);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = { id: userId, email, passwordHash, name: "Salma Khatun", locale: "en" };
      assert(await insertUser(tx, { ...user, timeZone: "Asia/Dhaka" }), "nobody has the address");
      await markVerified(tx, userId);
      for (const role of roles) await grantRole(tx, { userId, role, by: "test" });
    },
    { at: ctx.at },
  );
  return { userId, email, password: PASSWORD };
}

/** A right password of somebody without an authenticator app. */
export function opened(begun: Begun): OpenedSession {
  assert("sid" in begun, "nobody asks for a second step");
  return begun;
}

/**
 * Signs in as one more browser of this person; what every request of it would find. Members of staff come in as by a
 * passkey, so that their roles count.
 */
export async function signInAs(
  ctx: Context,
  person: TestPerson,
  agent = "test",
  factor?: Factor,
): Promise<Caller> {
  const { email, password } = person;
  const device = { agent, address: "198.51.100.7" };
  const { sid } = opened(await signIn(ctx, { email, password }, device));
  const caller = await findCaller(ctx, sid);
  assert(caller !== null, "who has just signed in is signed in");
  if (caller.heldRoles.length === 0 && factor === undefined) return caller;
  await signOut(ctx, caller);
  const { userId } = caller;
  const second = await withTransaction(
    ctx.db,
    (tx) => openSession(ctx, tx, { userId, device, factor: factor ?? "passkey" }),
    { at: ctx.at },
  );
  const member = await findCaller(ctx, second.sid);
  assert(member !== null, "who has just signed in is signed in");
  return member;
}

/** The secret of the link that the last mail to this address would carry; null when none is due to it. */
export async function linkSentTo(ctx: Context, email: string, purpose: TokenPurpose): Promise<string | null> {
  await settleConsumers(ctx);
  const asked = await ctx.db.prisma.userToken.findFirst({
    where: { email, purpose },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  return asked === null ? null : ((await mintLink(ctx, asked.id))?.secret ?? null);
}
