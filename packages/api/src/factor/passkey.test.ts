import { afterAll, expect, test } from "vitest";
import { type Caller, findCaller } from "../account/index.ts";
import { createPerson, createTestContext, SecurityKey, signInAs, type Twist } from "../testing/index.ts";
import {
  addPasskey,
  askForPasskey,
  askPasskey,
  confirmWithPasskey,
  readPasskeys,
  signInWithPasskey,
  takePasskeyAway,
} from "./index.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

const MINUTE_MS = 60_000;
const device = { agent: "test", address: null };
const REFUSED = { code: "account.passkey_refused" };
const newKey = () => new SecurityKey(ctx.config.webUrl);

async function register(caller: Caller, key = newKey(), twist: Twist = {}): Promise<SecurityKey> {
  const { challenge } = await askForPasskey(ctx, caller);
  await addPasskey(ctx, { name: "my phone", challenge, answer: key.make(challenge, twist) }, caller);
  return key;
}

async function signIn(key: SecurityKey, twist: Twist = {}, of = ctx) {
  const { challenge } = await askPasskey(of, null);
  return signInWithPasskey(of, { challenge, answer: key.sign(challenge, twist) }, device);
}

const somebody = async () => signInAs(ctx, await createPerson(ctx));

test("several passkeys are named and sign in as a second factor; staff's roles count then", async () => {
  const person = await createPerson(ctx, { roles: ["FINANCE"] });
  const caller = await signInAs(ctx, person);
  const [first, second] = [await register(caller), await register(caller)];
  expect(await readPasskeys(ctx, caller)).toMatchObject([{ name: "my phone" }, { name: "my phone" }]);
  for (const key of [first, second]) {
    const { sid } = await signIn(key);
    expect(await findCaller(ctx, sid)).toMatchObject({ factor: "passkey", roles: ["FINANCE"] });
  }
});

test("a question is answered once, also at once by five, and not after five minutes", async () => {
  const key = await register(await somebody());
  const { challenge } = await askPasskey(ctx, null);
  const input = { challenge, answer: key.sign(challenge) };
  const answers = await Promise.allSettled(
    Array.from({ length: 5 }, () => signInWithPasskey(ctx, input, device)),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { challenge: old } = await askPasskey(ctx, null);
  const late = { ...ctx, at: new Date(Date.now() + 5 * MINUTE_MS + 1_000) };
  const answer = signInWithPasskey(late, { challenge: old, answer: key.sign(old) }, device);
  await expect(answer).rejects.toMatchObject(REFUSED);
});

test.each([
  ["another site's", { origin: "https://evil.example" }],
  ["of nobody verified", { isVerified: false }],
])("an answer that is %s is refused, and uses its question up", async (_what, twist) => {
  const key = await register(await somebody());
  const { challenge } = await askPasskey(ctx, null);
  const wrong = signInWithPasskey(ctx, { challenge, answer: key.sign(challenge, twist) }, device);
  await expect(wrong).rejects.toMatchObject(REFUSED);
  const again = signInWithPasskey(ctx, { challenge, answer: key.sign(challenge) }, device);
  await expect(again).rejects.toMatchObject(REFUSED);
  const caller = await somebody();
  await expect(register(caller, newKey(), twist)).rejects.toMatchObject(REFUSED);
  expect(await readPasskeys(ctx, caller)).toEqual([]);
});

test("a key answers its own question: another's, one of another purpose and an unknown key's are refused", async () => {
  const [caller, other] = [await somebody(), await somebody()];
  const key = await register(caller);
  const [one, two] = [await askPasskey(ctx, null), await askPasskey(ctx, null)];
  const swapped = { challenge: one.challenge, answer: key.sign(two.challenge) };
  await expect(signInWithPasskey(ctx, swapped, device)).rejects.toMatchObject(REFUSED);
  const { challenge } = await askPasskey(ctx, caller);
  const signInByConfirm = signInWithPasskey(ctx, { challenge, answer: key.sign(challenge) }, device);
  await expect(signInByConfirm).rejects.toMatchObject(REFUSED);
  const asked = await askPasskey(ctx, other);
  const anothers = confirmWithPasskey(
    ctx,
    { challenge: asked.challenge, answer: key.sign(asked.challenge) },
    other,
  );
  await expect(anothers).rejects.toMatchObject(REFUSED);
  await expect(signIn(newKey())).rejects.toMatchObject(REFUSED);
  const stolen = await askForPasskey(ctx, caller);
  const input = { name: "x", challenge: stolen.challenge, answer: newKey().make(stolen.challenge) };
  await expect(addPasskey(ctx, input, other)).rejects.toMatchObject(REFUSED);
});

test("a count that goes back or stands still is refused and noted; the key works on with higher ones", async () => {
  const caller = await somebody();
  const key = await register(caller, newKey(), { counter: 7 });
  await signIn(key, { counter: 8 });
  for (const counter of [8, 3, 0]) await expect(signIn(key, { counter })).rejects.toMatchObject(REFUSED);
  const row = await ctx.db.prisma.userPasskey.findFirstOrThrow({ where: { userId: caller.userId } });
  expect(row).toMatchObject({ counter: 8n, counterRegressedAt: expect.any(Date) });
  await signIn(key, { counter: 9 });
});

test("a suspended person's passkey opens nothing", async () => {
  const caller = await somebody();
  const key = await register(caller);
  await ctx.db.prisma.user.update({ where: { id: caller.userId }, data: { status: "suspended" } });
  await expect(signIn(key)).rejects.toMatchObject(REFUSED);
});

test("S-32 adding and taking away need a fresh proof, which a passkey gives", async () => {
  const caller = await somebody();
  const key = await register(caller);
  const later = { ...ctx, at: new Date(Date.now() + 6 * MINUTE_MS) };
  const [passkey] = await readPasskeys(ctx, caller);
  const id = passkey?.id ?? "";
  const first = { code: "account.confirm_first" };
  await expect(askForPasskey(later, caller)).rejects.toMatchObject(first);
  await expect(takePasskeyAway(later, { id }, caller, device)).rejects.toMatchObject(first);
  const { challenge } = await askPasskey(later, caller);
  await confirmWithPasskey(later, { challenge, answer: key.sign(challenge) }, caller);
  const fresh = await findCaller(later, caller.sid);
  if (fresh === null) throw new Error("proving anew signed the person out");
  const stranger = await somebody();
  const anothers = takePasskeyAway(ctx, { id }, stranger, device);
  await expect(anothers).rejects.toMatchObject({ code: "account.passkey_not_found" });
  await takePasskeyAway(later, { id }, fresh, device);
  await expect(signIn(key)).rejects.toMatchObject(REFUSED);
});

test("who takes the last second factor away is no staff any more", async () => {
  const person = await createPerson(ctx, { roles: ["SUPPORT"] });
  const key = await register(await signInAs(ctx, person));
  const caller = await findCaller(ctx, (await signIn(key)).sid);
  if (caller === null) throw new Error("the passkey opened nothing");
  const [passkey] = await readPasskeys(ctx, caller);
  const opened = await takePasskeyAway(ctx, { id: passkey?.id ?? "" }, caller, device);
  expect(await findCaller(ctx, caller.sid)).toBeNull();
  expect(await findCaller(ctx, opened?.sid ?? "")).toMatchObject({ roles: [], heldRoles: ["SUPPORT"] });
});
