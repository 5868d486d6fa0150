import { CODE_TRIES_MAX } from "@careforall/domain/account";
import { afterAll, expect, test } from "vitest";
import { type Caller, changePassword, findCaller, signIn } from "../account/index.ts";
import {
  type Authenticator,
  createPerson,
  createTestContext,
  enrol,
  PASSWORD,
  signInAs,
  type TestPerson,
} from "../testing/index.ts";
import {
  completeSignIn,
  confirmByCode,
  confirmByPassword,
  finishTotp,
  beginTotp,
  renewRecoveryCodes,
  turnOffTotp,
} from "./index.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

const MINUTE_MS = 60_000;
const device = { agent: "test", address: null };
const after = (ms: number) => ({ ...ctx, at: new Date(Date.now() + ms) });
const refusedWith = (code: string) => ({ code: `account.${code}` });

type Bearer = { readonly person: TestPerson; readonly app: Authenticator };

async function bearer(roles: readonly "FINANCE"[] = []): Promise<Bearer> {
  const person = await createPerson(ctx, { roles });
  return { person, app: await enrol(ctx, await signInAs(ctx, person)) };
}

async function halfWay({ email, password }: TestPerson, of = ctx): Promise<string> {
  const begun = await signIn(of, { email, password }, device);
  if (!("step" in begun)) throw new Error("the second step was left out");
  return begun.step;
}

const stale = (caller: Caller): Caller => ({
  ...caller,
  confirmedAt: new Date(Date.now() - 6 * MINUTE_MS),
});

test("a password alone opens nothing once an app is set up, and the code opens a session with a second factor", async () => {
  const { person, app } = await bearer();
  const before = await ctx.db.prisma.userSession.count({ where: { userId: person.userId } });
  const step = await halfWay(person);
  expect(await ctx.db.prisma.userSession.count({ where: { userId: person.userId } })).toBe(before);
  const { sid } = await completeSignIn(ctx, { step, code: app.nextCode() }, device);
  expect(await findCaller(ctx, sid)).toMatchObject({ factor: "totp", hasSecondFactor: true });
});

test("a code is used once, also at once by two, and the one that set the app up opens nothing", async () => {
  const { person, app } = await bearer();
  const first = completeSignIn(ctx, { step: await halfWay(person), code: app.codeAt(new Date()) }, device);
  await expect(first).rejects.toMatchObject(refusedWith("code_wrong"));
  const code = app.nextCode();
  const steps = [await halfWay(person), await halfWay(person), await halfWay(person)];
  const answers = await Promise.allSettled(steps.map((step) => completeSignIn(ctx, { step, code }, device)));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const again = completeSignIn(ctx, { step: await halfWay(person), code }, device);
  await expect(again).rejects.toMatchObject(refusedWith("code_wrong"));
});

test.each([
  [-2, false],
  [-1, true],
  [0, true],
  [1, true],
  [2, false],
])("a code of %i steps away: taken %s", async (steps, isTaken) => {
  const { person, app } = await bearer();
  // In the middle of a step, and later than the code that set the app up.
  const middle = Math.floor(Date.now() / 30_000) * 30_000 + 135_000;
  const then = { ...ctx, at: new Date(middle) };
  const step = await halfWay(person, then);
  const code = app.codeAt(new Date(middle + steps * 30_000));
  const [answer] = await Promise.allSettled([completeSignIn(then, { step, code }, device)]);
  expect(answer).toMatchObject(
    isTaken ? { status: "fulfilled" } : { status: "rejected", reason: refusedWith("code_wrong") },
  );
});

test("the second step is over after five minutes, once it is answered, and when the password changed", async () => {
  const { person, app } = await bearer();
  const start = after(0);
  const late = { ...ctx, at: new Date(start.at.getTime() + 5 * MINUTE_MS) };
  const step = await halfWay(person, start);
  const over = completeSignIn(late, { step, code: app.codeAt(late.at) }, device);
  await expect(over).rejects.toMatchObject(refusedWith("step_over"));
  await completeSignIn(ctx, { step, code: app.nextCode() }, device);
  const again = completeSignIn(ctx, { step, code: app.codes[0] ?? "" }, device);
  await expect(again).rejects.toMatchObject(refusedWith("step_over"));
  const other = await halfWay(person);
  await changePassword(ctx, { current: PASSWORD, password: "nine boats at dawn 12" }, app.caller);
  const voided = completeSignIn(ctx, { step: other, code: app.codes[0] ?? "" }, device);
  await expect(voided).rejects.toMatchObject(refusedWith("step_over"));
});

test("wrong codes are bounded for the person, not for the browser; the paper works on, and the owner is told", async () => {
  const { person, app } = await bearer();
  for (let nr = 0; nr < CODE_TRIES_MAX; nr += 1) {
    const wrong = completeSignIn(ctx, { step: await halfWay(person), code: "000000" }, device);
    await expect(wrong).rejects.toMatchObject(refusedWith("code_wrong"));
  }
  const right = completeSignIn(ctx, { step: await halfWay(person), code: app.nextCode() }, device);
  await expect(right).rejects.toMatchObject(refusedWith("code_locked"));
  const told = await ctx.db.prisma.outbox.count({
    where: { subjectId: person.userId, data: { equals: { change: "guessed" } } },
  });
  expect(told).toBe(1);
  await completeSignIn(ctx, { step: await halfWay(person), code: app.codes[0] ?? "" }, device);
  const later = after(16 * MINUTE_MS);
  const step = await halfWay(person, later);
  await completeSignIn(later, { step, code: app.codeAt(later.at) }, device);
});

test("eight guesses at once are counted like eight in turn", async () => {
  const { person } = await bearer();
  const steps = await Promise.all(Array.from({ length: 8 }, () => halfWay(person)));
  await Promise.allSettled(steps.map((step) => completeSignIn(ctx, { step, code: "000000" }, device)));
  const totp = await ctx.db.prisma.userTotp.findUniqueOrThrow({ where: { userId: person.userId } });
  expect(totp.tries).toBe(CODE_TRIES_MAX);
});

test("a recovery code works once, also at once by two, as people type it, and newer ones void it", async () => {
  const { person, app } = await bearer();
  const [code = "", other = ""] = app.codes;
  expect(app.codes).toHaveLength(10);
  const steps = [await halfWay(person), await halfWay(person)];
  const typed = ` ${code.toLowerCase().replaceAll("-", " ")} `;
  const answers = await Promise.allSettled(
    steps.map((step) => completeSignIn(ctx, { step, code: typed }, device)),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [fresh = ""] = await renewRecoveryCodes(ctx, app.caller);
  const old = completeSignIn(ctx, { step: await halfWay(person), code: other }, device);
  await expect(old).rejects.toMatchObject(refusedWith("code_wrong"));
  await completeSignIn(ctx, { step: await halfWay(person), code: fresh }, device);
});

test("S-32 turning on, turning off and new codes need a proof of the last five minutes", async () => {
  const { app } = await bearer();
  const caller = stale(app.caller);
  const confirmFirst = refusedWith("confirm_first");
  await expect(turnOffTotp(ctx, caller, device)).rejects.toMatchObject(confirmFirst);
  await expect(renewRecoveryCodes(ctx, caller)).rejects.toMatchObject(confirmFirst);
  const plain = stale(await signInAs(ctx, await createPerson(ctx)));
  await expect(beginTotp(ctx, plain)).rejects.toMatchObject(confirmFirst);
  await expect(finishTotp(ctx, { code: "000000" }, plain, device)).rejects.toMatchObject(confirmFirst);
});

test("a proof by password or code is fresh again; a wrong one is not", async () => {
  const { person, app } = await bearer();
  const later = after(6 * MINUTE_MS);
  const asked = async () => (await findCaller(later, app.caller.sid))?.confirmedAt.getTime() ?? 0;
  const wrong = confirmByPassword(later, { password: "not it" }, app.caller);
  await expect(wrong).rejects.toMatchObject(refusedWith("wrong_password"));
  await expect(confirmByCode(later, { code: "000000" }, app.caller)).rejects.toMatchObject(
    refusedWith("code_wrong"),
  );
  expect(await asked()).toBe(app.caller.confirmedAt.getTime());
  await confirmByPassword(later, { password: person.password }, app.caller);
  expect(await asked()).toBe(later.at.getTime());
  const evenLater = after(12 * MINUTE_MS);
  await confirmByCode(evenLater, { code: app.codeAt(evenLater.at) }, app.caller);
  expect(await asked()).toBe(evenLater.at.getTime());
});

test("staff have no role before a second factor, and none after it is taken away", async () => {
  const person = await createPerson(ctx, { roles: ["FINANCE"] });
  const begun = await signIn(ctx, { email: person.email, password: person.password }, device);
  const plain = await findCaller(ctx, "sid" in begun ? begun.sid : "");
  expect(plain).toMatchObject({ roles: [], heldRoles: ["FINANCE"], hasSecondFactor: false });
  const { caller } = await enrol(ctx, plain as Caller);
  expect(caller).toMatchObject({ roles: ["FINANCE"], hasSecondFactor: true });
  expect(await findCaller(ctx, (plain as Caller).sid)).toBeNull();
  const { sid } = await turnOffTotp(ctx, caller, device);
  expect(await findCaller(ctx, sid)).toMatchObject({ roles: [], heldRoles: ["FINANCE"] });
  expect(await findCaller(ctx, caller.sid)).toBeNull();
});

test("the secret is sealed for its person, and stands nowhere in the clear", async () => {
  const [one, other] = [await bearer(), await bearer()];
  const rows = await ctx.db.prisma.userTotp.findMany({
    where: { userId: { in: [one.person.userId, other.person.userId] } },
  });
  for (const { sealedSecret } of rows) expect(sealedSecret).toMatch(/^v1\.[\w-]{80}$/);
  const [row] = rows.filter(({ userId }) => userId === one.person.userId);
  await ctx.db.prisma.userTotp.update({
    where: { userId: other.person.userId },
    data: { sealedSecret: row?.sealedSecret ?? "" },
  });
  const moved = completeSignIn(ctx, { step: await halfWay(other.person), code: one.app.nextCode() }, device);
  await expect(moved).rejects.toThrow(/authenticate/);
});
