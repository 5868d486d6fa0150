import { verify } from "@node-rs/argon2";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createPasswords, HASH_PARAMETERS } from "../password/index.ts";
import { createPerson, createTestContext, PASSWORD } from "../testing/index.ts";
import { signIn } from "./index.ts";

// S-01: whether an address has an account must not be read from how long a refusal takes. First what is done, counted;
// then what it costs this process's threads, by ranks: a clock would measure the machine's other work too.

const verified: string[] = [];
const passwords = createPasswords({
  check: (hashed, ...rest) => {
    verified.push(String(hashed));
    return verify(hashed, ...rest);
  },
});

const bench = await createTestContext();
const ctx = { ...bench.ctx, passwords };
afterAll(bench.drop);
beforeEach(() => (verified.length = 0));

const device = { agent: "test", address: null };
const refuse = (email: string): Promise<unknown> =>
  signIn(ctx, { email, password: "not the password" }, device).then(
    () => expect.unreachable("nobody has this password"),
    (error: unknown) => expect(error).toMatchObject({ code: "account.sign_in_refused" }),
  );

const { memoryCost, timeCost, parallelism } = HASH_PARAMETERS;
const PARAMETERS = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`;

test("S-01: one argon2 with today's parameters is run for every refusal, whoever has the address", async () => {
  const [known, suspended, passwordless] = [
    await createPerson(ctx),
    await createPerson(ctx),
    await createPerson(ctx),
  ];
  const { user } = ctx.db.prisma;
  await user.update({ where: { id: suspended.userId }, data: { status: "suspended" } });
  await user.update({
    where: { id: passwordless.userId },
    data: { passwordHash: null, passwordChangedAt: null },
  });
  const addresses = [known.email, "nobody@example.org", "no address", suspended.email, passwordless.email];
  for (const email of addresses) {
    verified.length = 0;
    await refuse(email);
    expect([email, verified.map((hash) => hash.slice(0, PARAMETERS.length))]).toEqual([email, [PARAMETERS]]);
  }
  verified.length = 0;
  await signIn(ctx, { email: known.email, password: PASSWORD }, device);
  expect(verified).toHaveLength(1);
});

/** How often a cost of the first is longer than one of the second: a half when they are alike, 1 at twice the work. */
const oftenLonger = (first: readonly number[], second: readonly number[]): number =>
  first.reduce((sum, a) => sum + second.filter((b) => a > b).length, 0) / (first.length * second.length);

const PAIRS = 30;
/** By chance alone two like samples of 30 lie outside once in 15,000 times (four standard deviations). */
const ALIKE = { from: 0.2, until: 0.8 };
const TEST_TIMEOUT_MS = 60_000;

async function costsOf(pairs: number, first: () => Promise<unknown>, second: () => Promise<unknown>) {
  const costs: [number[], number[]] = [[], []];
  for (let nth = 0; nth < pairs * 2; nth++) {
    // First, second, second, first: neither is always the one that comes after a pause.
    const which = nth % 4 === 0 || nth % 4 === 3 ? 0 : 1;
    const before = process.cpuUsage();
    await (which === 0 ? first : second)();
    const { user, system } = process.cpuUsage(before);
    costs[which].push(user + system);
  }
  return costs;
}

test(
  "S-01: the costs of refusals for known and unknown addresses are not told apart by their ranks, and twice the work would be",
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const { email } = await createPerson(ctx);
    const unknown = () => refuse("nobody@example.org");
    await unknown();
    const [knowns, unknowns] = await costsOf(PAIRS, () => refuse(email), unknown);
    const often = oftenLonger(knowns, unknowns);
    expect(often).toBeGreaterThan(ALIKE.from);
    expect(often).toBeLessThan(ALIKE.until);

    const [twice, once] = await costsOf(PAIRS / 2, () => unknown().then(unknown), unknown);
    expect(oftenLonger(twice, once)).toBeGreaterThan(ALIKE.until);
  },
);
