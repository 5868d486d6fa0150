import { findIdentityOwner } from "@careforall/db/account";
import { afterAll, expect, test } from "vitest";
import { type Begun, type Caller, findCaller, register, signIn } from "../account/index.ts";
import { addPasskey, askForPasskey, completeSignIn, confirmByPassword } from "../factor/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import {
  createPerson,
  createTestContext,
  enrol,
  opened,
  PASSWORD,
  ScriptedSignInProvider,
  SecurityKey,
  signInAs,
  TEST_ISSUER,
} from "../testing/index.ts";
import {
  askProvider,
  askProviderToConfirm,
  askProviderToLink,
  confirmByProvider,
  linkProvider,
  readWaysIn,
  signInWithProvider,
  unlinkProvider,
} from "./index.ts";

const bench = await createTestContext();
const provider = new ScriptedSignInProvider();
const ctx = { ...bench.ctx, signInProvider: provider };
afterAll(bench.drop);

const device = { agent: "test", address: null };
const MINUTE_MS = 60_000;
let made = 0;
const newSubject = (): string => `subject-${(made += 1)}`;

async function comeBack(of = ctx): Promise<Begun> {
  const { question } = await askProvider(of);
  return signInWithProvider(of, { question, query: "?code=x", locale: "en" }, device);
}

async function link(caller: Caller, subject: string): Promise<void> {
  const { question } = await askProviderToLink(ctx, caller);
  provider.proves(subject);
  await linkProvider(ctx, { question, query: "?code=x" }, caller);
}

async function callerOf(begun: Begun): Promise<Caller> {
  const caller = await findCaller(ctx, opened(begun).sid);
  if (caller === null) throw new Error("who has just signed in is signed in");
  return caller;
}

const refusedAs = (reason: string) => ({ code: `account.provider_${reason}` });

test("S-23 a first sign-in with an address that the provider vouches for makes an account; later ones open it anew", async () => {
  const subject = newSubject();
  provider.proves(subject, { email: "First@Example.org", name: "Rina Begum" });
  const [first, second] = [await callerOf(await comeBack()), await callerOf(await comeBack())];
  expect(second).toMatchObject({ userId: first.userId, name: "Rina Begum", factor: null, roles: [] });
  expect(second.sid).not.toBe(first.sid);
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: first.userId } });
  expect(user).toMatchObject({ email: "first@example.org", passwordHash: null });
  expect(user.emailVerifiedAt).not.toBeNull();
  // Another address of the same person at the provider is the same person.
  provider.proves(subject, { email: "other@example.org", isEmailVerified: false });
  expect((await callerOf(await comeBack())).userId).toBe(first.userId);
  const told = await ctx.db.prisma.outbox.findMany({ where: { subjectId: first.userId } });
  expect(told).toMatchObject([{ type: "account.verified", data: { proof: "sign_in_provider" } }]);
});

test("of ten first sign-ins at once one makes the account, and all enter it", async () => {
  provider.proves(newSubject(), { email: "crowd@example.org" });
  const callers = await Promise.all(Array.from({ length: 10 }, async () => callerOf(await comeBack())));
  expect(new Set(callers.map(({ userId }) => userId)).size).toBe(1);
  expect(await ctx.db.prisma.user.count({ where: { email: "crowd@example.org" } })).toBe(1);
});

test.each([
  ["has no address", {}],
  ["has one that is not said to be theirs", { email: "unproven@example.org", isEmailVerified: false }],
  ["has what is no address", { email: "nobody at all" }],
])("a stranger who %s gets no account", async (_what, said) => {
  provider.proves(newSubject(), said);
  const before = await ctx.db.prisma.user.count();
  await expect(comeBack()).rejects.toMatchObject(refusedAs("unverified"));
  expect(await ctx.db.prisma.user.count()).toBe(before);
});

test("an address that has an account opens nothing: neither a proven one, nor one that somebody else may have planted", async () => {
  const { email } = await createPerson(ctx);
  const planted = "planted@example.org";
  await register(ctx, { email: planted, password: "a thief's own 98 words", name: "Thief" });
  for (const address of [email, planted]) {
    const subject = newSubject();
    provider.proves(subject, { email: address });
    await expect(comeBack()).rejects.toMatchObject(refusedAs("address_taken"));
    expect(await findIdentityOwner(ctx.db, { issuer: TEST_ISSUER, subject })).toBeNull();
  }
});

test("after signing in with the password an account is linked, opened by it, told of it, and unlinked", async () => {
  const person = await createPerson(ctx);
  const caller = await signInAs(ctx, person);
  const subject = newSubject();
  await link(caller, subject);
  provider.proves(subject);
  const byProvider = await callerOf(await comeBack());
  expect(byProvider.userId).toBe(person.userId);
  const [known] = (await readWaysIn(ctx, caller)).links;
  await unlinkProvider(ctx, { id: known?.id ?? "" }, caller);
  expect(await findCaller(ctx, byProvider.sid)).toBeNull();
  expect(await findCaller(ctx, caller.sid)).not.toBeNull();
  await expect(comeBack()).rejects.toMatchObject(refusedAs("unverified"));
  await settleConsumers(ctx);
  const letters = await ctx.db.prisma.message.findMany({
    where: { recipient: person.email },
    orderBy: { id: "asc" },
  });
  expect(letters.map(({ template }) => template)).toEqual(["factor_added", "factor_removed"]);
});

test("an identity is one person's, and nobody links with another's return", async () => {
  const [caller, other] = [
    await signInAs(ctx, await createPerson(ctx)),
    await signInAs(ctx, await createPerson(ctx)),
  ];
  const subject = newSubject();
  await link(caller, subject);
  await expect(link(other, subject)).rejects.toMatchObject(refusedAs("linked_already"));
  await expect(link(caller, newSubject())).rejects.toMatchObject(refusedAs("linked_already"));
  const { question } = await askProviderToLink(ctx, caller);
  provider.proves(newSubject());
  const stolen = { question, query: "?code=x" };
  await expect(linkProvider(ctx, stolen, other)).rejects.toMatchObject(refusedAs("failed"));
  const asSignIn = signInWithProvider(ctx, { ...stolen, locale: "en" }, device);
  await expect(asSignIn).rejects.toMatchObject(refusedAs("failed"));
  expect((await readWaysIn(ctx, other)).links).toEqual([]);
  const [known] = (await readWaysIn(ctx, caller)).links;
  const anothers = unlinkProvider(ctx, { id: known?.id ?? "" }, other);
  await expect(anothers).rejects.toMatchObject(refusedAs("not_linked"));
});

test("a return counts once, also at once by five, in its time, and never without our own question", async () => {
  provider.proves(newSubject(), { email: "once@example.org" });
  const { question } = await askProvider(ctx);
  const input = { question, query: "?code=x", locale: "en" } as const;
  const returns = await Promise.allSettled(
    Array.from({ length: 5 }, () => signInWithProvider(ctx, input, device)),
  );
  expect(returns.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { question: old } = await askProvider(ctx);
  const late = { ...ctx, at: new Date(Date.now() + 15 * MINUTE_MS + 1_000) };
  const tooLate = signInWithProvider(late, { ...input, question: old }, device);
  await expect(tooLate).rejects.toMatchObject(refusedAs("failed"));
  const asked = provider.arrivals.length;
  const forged = { ...input, question: { ...old, state: "f".repeat(43) } };
  await expect(signInWithProvider(ctx, forged, device)).rejects.toMatchObject(refusedAs("failed"));
  expect(provider.arrivals).toHaveLength(asked);
});

test("the provider is told our own address, whatever the browser came to", async () => {
  provider.proves(newSubject(), { email: "address@example.org" });
  await comeBack();
  expect(provider.arrivals.at(-1)?.arrivedAt).toBe("http://localhost:3000/account/oauth/return?code=x");
});

test.each([
  ["cancelled", { outcome: "cancelled" }],
  ["failed", { outcome: "rejected", why: "a wrong nonce" }],
  ["unreachable", { outcome: "unreachable", why: "OAUTH_TIMEOUT" }],
] as const)("what was %s opens nothing and uses its question up", async (reason, said) => {
  provider.says = said;
  const { question } = await askProvider(ctx);
  const input = { question, query: "?error=x", locale: "en" } as const;
  await expect(signInWithProvider(ctx, input, device)).rejects.toMatchObject(refusedAs(reason));
  provider.proves(newSubject(), { email: "again@example.org" });
  await expect(signInWithProvider(ctx, input, device)).rejects.toMatchObject(refusedAs("failed"));
});

test("a provider that is away sends nobody anywhere, and none that is set up is refused as missing", async () => {
  provider.isAway = true;
  await expect(askProvider(ctx)).rejects.toMatchObject(refusedAs("unreachable"));
  provider.isAway = false;
  await expect(askProvider(bench.ctx)).rejects.toMatchObject({ code: "account.no_provider" });
});

test("S-25 whose account is suspended is refused, also when they come by the provider", async () => {
  const person = await createPerson(ctx);
  const subject = newSubject();
  await link(await signInAs(ctx, person), subject);
  await ctx.db.prisma.user.update({ where: { id: person.userId }, data: { status: "suspended" } });
  provider.proves(subject, { email: person.email });
  await expect(comeBack()).rejects.toMatchObject(refusedAs("blocked"));
});

test("staff who come by the provider have no roles before their second factor, and the code is asked for", async () => {
  const person = await createPerson(ctx, { roles: ["FINANCE"] });
  const [caller, subject] = [await signInAs(ctx, person), newSubject()];
  await link(caller, subject);
  expect(await callerOf(await comeBack())).toMatchObject({ roles: [], heldRoles: ["FINANCE"] });
  const app = await enrol(ctx, caller);
  const half = await comeBack();
  if (!("step" in half)) throw new Error("an account with an app asks for the second step");
  const { sid } = await completeSignIn(ctx, { step: half.step, code: app.nextCode() }, device);
  expect(await findCaller(ctx, sid)).toMatchObject({ factor: "totp", roles: ["FINANCE"] });
});

test("S-32 linking and unlinking want a fresh proof, and the provider's word is none", async () => {
  const person = await createPerson(ctx);
  const subject = newSubject();
  const caller = await signInAs(ctx, person);
  await link(caller, subject);
  const byProvider = await callerOf(await comeBack());
  const [known] = (await readWaysIn(ctx, caller)).links;
  const id = known?.id ?? "";
  const first = { code: "account.confirm_first" };
  const late = { ...ctx, at: new Date(Date.now() + 6 * MINUTE_MS) };
  await expect(askProviderToLink(late, caller)).rejects.toMatchObject(first);
  await expect(askProviderToLink(ctx, byProvider)).rejects.toMatchObject(first);
  await expect(unlinkProvider(ctx, { id }, byProvider)).rejects.toMatchObject(first);
  await confirmByPassword(ctx, { password: PASSWORD }, byProvider);
  const confirmed = await findCaller(ctx, byProvider.sid);
  if (confirmed === null) throw new Error("confirming signed the person out");
  await unlinkProvider(ctx, { id }, confirmed);
  expect(await signIn(ctx, { email: person.email, password: PASSWORD }, device)).toHaveProperty("sid");
});

test("S-32 who has nothing but the provider proves it there: asked anew, as the same person, and said when", async () => {
  const subject = newSubject();
  provider.proves(subject, { email: "provider-alone@example.org" });
  const caller = await callerOf(await comeBack());
  const first = { code: "account.confirm_first" };
  await expect(askProviderToLink(ctx, caller)).rejects.toMatchObject(first);
  const confirm = async (who: string, authenticatedAt: Date | null): Promise<Caller | null> => {
    const { question } = await askProviderToConfirm(ctx, caller);
    expect(provider.asked.at(-1)).toBe("anew");
    provider.proves(who, { authenticatedAt });
    await confirmByProvider(ctx, { question, query: "?code=x" }, caller);
    return findCaller(ctx, caller.sid);
  };
  const now = new Date();
  const other = newSubject();
  await link(await signInAs(ctx, await createPerson(ctx)), other);
  for (const [who, at] of [
    [subject, null],
    [subject, new Date(now.getTime() - MINUTE_MS)],
    [subject, new Date(now.getTime() + MINUTE_MS)],
    [other, now],
    [newSubject(), now],
  ] as const)
    await expect(confirm(who, at)).rejects.toMatchObject(refusedAs("failed"));
  await expect(askProviderToLink(ctx, (await findCaller(ctx, caller.sid)) ?? caller)).rejects.toMatchObject(
    first,
  );

  const confirmed = await confirm(subject, new Date());
  if (confirmed === null) throw new Error("confirming signed the person out");
  expect(await askProviderToLink(ctx, confirmed)).toHaveProperty("address");
  // A question that was asked to sign in or to link proves nothing here.
  const { question } = await askProviderToLink(ctx, confirmed);
  provider.proves(subject, { authenticatedAt: new Date() });
  await expect(confirmByProvider(ctx, { question, query: "?code=x" }, caller)).rejects.toMatchObject(
    refusedAs("failed"),
  );
});

test("S-32 who has a password, an app or a passkey is not sent to the provider for a proof", async () => {
  const person = await createPerson(ctx);
  const subject = newSubject();
  await link(await signInAs(ctx, person), subject);
  provider.proves(subject);
  const withPassword = await callerOf(await comeBack());
  await expect(askProviderToConfirm(ctx, withPassword)).rejects.toMatchObject(refusedAs("failed"));
  provider.proves(newSubject(), { email: "with-a-passkey@example.org" });
  const fresh = { ...(await callerOf(await comeBack())), confirmedAt: new Date() };
  const key = new SecurityKey(ctx.config.webUrl);
  const { challenge } = await askForPasskey(ctx, fresh);
  await addPasskey(ctx, { name: "my phone", challenge, answer: key.make(challenge) }, fresh);
  await expect(askProviderToConfirm(ctx, fresh)).rejects.toMatchObject(refusedAs("failed"));
});

test("the last way in is not unlinked; with a passkey it may be", async () => {
  provider.proves(newSubject(), { email: "only-way@example.org" });
  const caller = { ...(await callerOf(await comeBack())), confirmedAt: new Date() };
  const { hasPassword, links } = await readWaysIn(ctx, caller);
  expect(hasPassword).toBe(false);
  const id = links[0]?.id ?? "";
  await expect(unlinkProvider(ctx, { id }, caller)).rejects.toMatchObject(refusedAs("last_way"));
  expect((await readWaysIn(ctx, caller)).links).toHaveLength(1);
  const key = new SecurityKey(ctx.config.webUrl);
  const { challenge } = await askForPasskey(ctx, caller);
  await addPasskey(ctx, { name: "my phone", challenge, answer: key.make(challenge) }, caller);
  await unlinkProvider(ctx, { id }, caller);
  expect((await readWaysIn(ctx, caller)).links).toEqual([]);
});
