import { createDb } from "@careforall/db/client";
import { createTestDatabase } from "@careforall/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../observe/index.ts";
import { createRedisServer, type RedisServer } from "../testing/index.ts";
import { type Asker, networkOf, takeLimits } from "./asker.ts";
import { limitsOfCall } from "./call-limits.ts";
import { createLimits, type Limits } from "./create-limits.ts";
import { LIMITS } from "./limits.ts";
import { guardSignIn, noteFailedSignIn, noteSignIn } from "./sign-in-guard.ts";

const database = await createTestDatabase();
const processes: Limits[] = [];
const metrics = createMetrics();
let redis: RedisServer;
beforeAll(async () => {
  redis = await createRedisServer();
  await redis.start();
});
afterAll(async () => {
  for (const limits of processes) await limits.close();
  await redis.remove();
  await database.drop();
});

/** One process more; `secret` apart, so that tests do not count into each other. */
function startProcess(secret: string, more: { redisUrl?: string; databaseUrl?: string } = {}): Limits {
  const { redisUrl = null, databaseUrl = database.url } = more;
  const limits = createLimits({
    databaseUrl,
    redisUrl,
    factor: 1,
    secret,
    metrics,
    onError: () => undefined,
  });
  processes.push(limits);
  return limits;
}

const asker = (limits: Limits, device: string | null = null, clientAddress = "198.51.100.7"): Asker => ({
  limits,
  device,
  clientAddress,
  readCaller: () => Promise.resolve(null),
});

/** How many of so many are let through, and what the first refusal says. */
async function count(tries: number, ask: (nth: number) => Promise<void>) {
  let passed = 0;
  let refusal: unknown = null;
  for (let nth = 0; nth < tries; nth++) {
    try {
      await ask(nth);
      passed += 1;
    } catch (error) {
      refusal ??= error;
    }
  }
  return { passed, refusal };
}

const signIn = (limits: Limits, clientAddress: string, email: string, isKnown = false): Promise<void> =>
  guardSignIn(asker(limits, "a browser", clientAddress), { email, isKnown });

const WITHOUT_REDIS = "http://127.0.0.1:1";
const NO_DATABASE = "postgresql://nobody@127.0.0.1:1/nothing";
const redisUrlOf = (way: string): { redisUrl?: string } => (way === "Redis" ? { redisUrl: redis.url } : {});

/** The connection is made in the background. */
async function untilShared(first: Limits, second: Limits): Promise<void> {
  const probe = { limit: "sign_in_failures", who: "probe" } as const;
  await expect
    .poll(async () => {
      await first.add(probe);
      const [here, there] = [await first.used(probe), await second.used(probe)];
      return here === there && here > 0;
    })
    .toBe(true);
}

test.each(["PostgreSQL", "Redis"])(
  "S-05: the sixth sign-in try of an address within a minute is refused with 429 and a time, in all processes together: %s",
  async (way) => {
    const [first, second] = [
      startProcess(`S-05 ${way}`, redisUrlOf(way)),
      startProcess(`S-05 ${way}`, redisUrlOf(way)),
    ];
    await untilShared(first, second);
    const { passed, refusal } = await count(6, (nth) =>
      signIn(nth % 2 === 0 ? first : second, "203.0.113.5", `person-${nth}@example.org`),
    );
    expect(passed).toBe(5);
    expect(refusal).toMatchObject({ kind: "rate_limited", code: "limit.reached" });
    expect((refusal as { retryAfterS: number }).retryAfterS).toBeGreaterThan(0);
    expect((refusal as Error).message).toContain("nothing was charged");
    await signIn(first, "203.0.113.6", "somebody@example.org");
  },
);

test("S-06: 1,000 accounts tried once each from 200 addresses trip the limit of all together, and are counted", async () => {
  const limits = startProcess("S-06");
  const { passed } = await count(1_000, (nth) =>
    signIn(limits, `10.0.${nth % 200}.1`, `stuffed-${nth}@example.org`),
  );
  expect(passed).toBe(LIMITS.sign_in_everybody.points);
  const counted = (await metrics.limited.get()).values;
  expect(counted.find(({ labels }) => labels.limit === "sign_in_everybody")?.value).toBe(900);
  // Whoever has signed in with this browser before is not shut out by it.
  await signIn(limits, "10.0.1.1", "rina@example.org", true);
});

test("S-04: ten wrong passwords delay the next try longer and longer, but not the owner's own browser", async () => {
  const limits = startProcess("S-04");
  const email = "rina@example.org";
  for (let nth = 0; nth < 9; nth++) await noteFailedSignIn({ limits }, email);
  await signIn(limits, "203.0.113.10", email);
  const waits: number[] = [];
  for (let nth = 0; nth < 4; nth++) {
    await noteFailedSignIn({ limits }, email);
    const { refusal } = await count(1, () => signIn(limits, `203.0.113.2${nth}`, email));
    waits.push((refusal as { retryAfterS: number }).retryAfterS);
  }
  const [first = 0, ...later] = waits;
  expect(first).toBeGreaterThan(0);
  later.reduce((before, wait) => (expect(wait).toBeGreaterThan(before), wait), first);
  await signIn(limits, "203.0.113.30", email, true);
  await signIn(limits, "203.0.113.31", "another@example.org");
  await noteSignIn({ limits }, email);
  await noteFailedSignIn({ limits }, email);
  expect(await limits.used({ limit: "sign_in_failures", who: email })).toBe(1);
});

test("S-71: Redis killed in mid-run: giving goes on with a quarter in each process, and of sign-in tries not one more is let through", async () => {
  const server = await createRedisServer();
  await server.start();
  const [first, second] = [0, 1].map(() => startProcess("S-71", { redisUrl: server.url }));
  if (first === undefined || second === undefined) throw new Error("two processes");
  await untilShared(first, second);
  expect((await count(3, () => signIn(first, "203.0.113.7", "a@example.org"))).passed).toBe(3);

  await server.stop();
  const give = (limits: Limits, device: string) => () =>
    takeLimits(asker(limits, device), ["checkout_minute"]);
  const alone = Math.ceil(LIMITS.checkout_minute.points / 4);
  for (const limits of [first, second]) {
    expect((await count(10, give(limits, "a donor"))).passed).toBe(alone);
    await give(limits, "another donor")();
  }
  // They were counted in PostgreSQL all the time: by both processes, and from before the kill on.
  const tries = await count(20, (nth) =>
    signIn(nth % 2 === 0 ? second : first, "203.0.113.7", `${nth}@example.org`),
  );
  expect(tries.passed).toBe(LIMITS.sign_in_address.points - 3);
  await server.remove();
});

test("S-72: nobody is made to get more than a few mails an hour, from whichever addresses they are asked for", async () => {
  const limits = startProcess("S-72");
  const ask = (nth: number, email: string) =>
    takeLimits(asker(limits, null, `10.2.${nth}.1`), ["account_mail_address", "account_mail"], { email });
  expect((await count(20, (nth) => ask(nth, "victim@example.org"))).passed).toBe(LIMITS.account_mail.points);
  expect((await count(20, (nth) => ask(200, `${nth}@example.org`))).passed).toBe(
    LIMITS.account_mail_address.points,
  );
});

test("S-72: one browser asks for few letters about gifts, copies and papers, an account for as many wherever it is", async () => {
  const limits = startProcess("S-72 gifts");
  for (const name of ["guest_letter", "receipt_copy", "paper_minute", "passkey"] as const) {
    const browser = await count(LIMITS[name].points * 2, () => takeLimits(asker(limits, name), [name]));
    expect([name, browser.passed]).toEqual([name, LIMITS[name].points]);
    const owner = (nth: number): Asker => ({
      ...asker(limits, `browser ${nth}`, `203.0.113.${nth}`),
      readCaller: () => Promise.resolve({ userId: `owner of ${name}` }),
    });
    const account = await count(LIMITS[name].points * 2, (nth) => takeLimits(owner(nth), [name]));
    expect([name, account.passed]).toEqual([name, LIMITS[name].points]);
  }
  const script = await count(LIMITS.passkey.points * 2, () =>
    takeLimits(asker(limits), ["passkey", "passkey_stranger"]),
  );
  expect(script.passed).toBe(LIMITS.passkey_stranger.points);
});

test("S-71: where nobody can count at all, sign-in is refused and giving goes on", async () => {
  const limits = startProcess("nobody", {
    redisUrl: WITHOUT_REDIS.replace("http", "redis"),
    databaseUrl: NO_DATABASE,
  });
  const { passed, refusal } = await count(1, () => signIn(limits, "203.0.113.9", "a@example.org"));
  expect(passed).toBe(0);
  expect(refusal).toMatchObject({ kind: "unavailable", code: "limit.unavailable" });
  await takeLimits(asker(limits, "a donor"), limitsOfCall("pledge.create", "mutation"));
});

test("500 donors behind one address each have limits of their own, and a script without a browser's cookie has one", async () => {
  const limits = startProcess("carrier");
  const names = limitsOfCall("pledge.checkout", "mutation");
  const crowd = await count(500, (nth) => takeLimits(asker(limits, `browser ${nth}`), names));
  expect(crowd.passed).toBe(500);
  const script = await count(200, () => takeLimits(asker(limits, null), names));
  expect(script.passed).toBe(LIMITS.checkout_stranger.points);
});

test("a caller is refused at the tenth part more than the limit at most, however many processes there are", async () => {
  const fleet = [0, 1, 2, 3].map(() => startProcess("fleet"));
  const { points } = LIMITS.pledge;
  const { passed } = await count(points * 2, (nth) => {
    const limits = fleet[nth % fleet.length];
    if (limits === undefined) throw new Error("a process");
    return takeLimits(asker(limits, "one browser"), ["pledge"]);
  });
  expect(passed).toBeGreaterThanOrEqual(points);
  expect(passed).toBeLessThanOrEqual(points * (1 + fleet.length / 10));
});

test("S-96: each call of a batch takes its own point, and every procedure has limits", () => {
  for (const type of ["query", "mutation", "subscription"] as const)
    expect(limitsOfCall("some.procedure", type).length).toBeGreaterThan(0);
});

test("S-103: what is stored about a caller is a digest", async () => {
  const limits = startProcess("S-103");
  await limits.add({ limit: "sign_in_failures", who: "rina@example.org" });
  const db = createDb(database.url, { poolMax: 1 });
  const rows = await db.prisma.rateLimit.findMany();
  await db.close();
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).toMatch(/^[a-z_]+:[\w-]{22}$/);
});

test("all addresses of an IPv6 network are one, and IPv4 stays itself", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8:1:2::9")).toBe(networkOf("2001:0db8:0001:0002:ffff::1"));
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
});
