import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createDb } from "../../packages/db/src/client/index.ts";
import { checkInvariants, describeViolations } from "../../packages/db/src/invariants/index.ts";
import { compareBooks } from "./compare-books.ts";
import { resetAndSeed } from "./reset.ts";
import { ALL_SEEDS, runSeed, type Seeds, sow } from "./run-seed.ts";
import { Simulator } from "./simulator.ts";
import { connect, setStage } from "./stage.ts";
import type { Target } from "./target.ts";
import { DeathError, makeMortal } from "./testing/mortal.ts";
import { readRows, type Rows } from "./testing/rows.ts";
import { newTarget, startWorld, type World } from "./testing/world.ts";

/** A whole seed takes a few seconds, several times as many beside other tests. */
const SEEDS_TIMEOUT_MS = 120_000;

/** Often enough to meet a seed in its middle, seldom enough to let the simulator in this process answer it. */
const POLL_MS = 20;

const worlds: World[] = [];
async function newWorld(): Promise<World> {
  const world = await startWorld();
  worlds.push(world);
  return world;
}

afterAll(async () => {
  for (const world of worlds) await world.stop();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Runs a seed and answers its lines. */
async function seedLines(target: Target, seeds?: Seeds): Promise<string[]> {
  const lines: string[] = [];
  await runSeed(target, (line) => lines.push(line), seeds);
  return lines;
}

/** One of each way: plain, two attempts, two tries on one page, and risky. */
const FEW: Seeds = {
  campaigns: ALL_SEEDS.campaigns,
  gifts: ALL_SEEDS.gifts.filter(({ key }) => ["01", "04", "26", "39"].includes(key.slice(0, 2))),
};

describe("the whole seed", () => {
  let world: World;
  let target: Target;
  let rows: Rows;
  let lines: string[];

  beforeAll(async () => {
    world = await newWorld();
    target = await newTarget(world);
    lines = await seedLines(target);
    rows = await readRows(target.databaseUrl);
  }, SEEDS_TIMEOUT_MS);

  test("makes 8 campaigns and 60 gifts of every outcome, and both books agree", () => {
    expect(lines).toEqual([
      "8 campaigns, 60 gifts: 53 paid, 3 cancelled, 2 failed, 1 expired, 1 held",
      "our ledger and the simulator's books agree: 54 captures, BDT 1150807.50",
    ]);
  });

  test("gives the campaigns the figures that they are known for", () => {
    const totals = rows.campaigns.map(({ slug, goalMinor, total }) => [
      slug,
      goalMinor / 100n,
      (total?.raisedMinor ?? 0n) / 100n,
      total?.giftCount ?? 0,
    ]);
    expect(Object.fromEntries(totals.map(([slug, ...figures]) => [slug, figures]))).toEqual({
      "heart-valve-for-rafi": [500_000n, 340_000n, 15],
      "roofs-after-the-flood-in-kurigram": [300_000n, 312_500n, 11],
      "dialysis-for-abdul-karim": [240_000n, 96_500n, 8],
      "boat-school-in-the-haor": [380_000n, 128_000n, 7],
      "sweet-water-for-shyamnagar": [600_000n, 52_500n, 4],
      "looms-after-the-fire-in-tangail": [420_000n, 151_000n, 5],
      "warm-meals-in-old-dhaka": [780_000n, 47_700n, 3],
      "braille-books-for-rajshahi": [280_000n, 0n, 0],
    });
  });

  test("leaves nothing to do: no receipt to mail, no event to relay, no open page to ask about", () => {
    expect(new Set(rows.messages.map(({ state }) => state))).toEqual(new Set(["suppressed"]));
    expect(rows.messages).toHaveLength(53);
    expect(rows.events.filter(({ relayedAt }) => relayedAt === null)).toEqual([]);
    expect(
      rows.events.flatMap(({ deliveries }) => deliveries).filter(({ doneAt }) => doneAt === null),
    ).toEqual([]);
    expect(rows.payments.filter(({ rank }) => rank < 30)).toEqual([]);
  });

  test("breaks no invariant", async () => {
    const db = createDb(target.databaseUrl);
    try {
      expect(describeViolations(await checkInvariants(db))).toBe("");
    } finally {
      await db.close();
    }
  });

  test("changes nothing when it runs again, and says so in one line", async () => {
    const books = await new Simulator(target.simulatorUrl).books();
    expect(await seedLines(target)).toEqual(["already there"]);
    expect(await readRows(target.databaseUrl)).toEqual(rows);
    expect(await new Simulator(target.simulatorUrl).books()).toEqual(books);
  });

  test(
    "killed in the middle and run again, in a world of its own, ends in the same rows",
    async () => {
      const other = await newWorld();
      const second = await newTarget(other);
      await killedSeed(other, second, 20);
      const interrupted = await readRows(second.databaseUrl);
      expect(interrupted.pledges.length).toBeGreaterThan(10);
      expect(interrupted.pledges.length).toBeLessThan(60);
      expect(await seedLines(second)).toEqual(lines);
      expect(await readRows(second.databaseUrl)).toEqual(rows);
    },
    SEEDS_TIMEOUT_MS,
  );

  test("fails loudly when the books differ", async () => {
    const db = connect(target.databaseUrl);
    try {
      const stage = await setStage(db, target);
      const [paid] = stage.booksBefore.transactions;
      const charge = { tranId: paid?.tranId, amountMinor: "100", ipn: false };
      const response = await fetch(`${target.simulatorUrl}/control/sslcommerz/charge`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(charge),
      });
      expect(response.status).toBe(200);
      await expect(compareBooks(stage)).rejects.toThrow(
        new RegExp(`1 capture\\(s\\) differ.*\\n.*${paid?.tranId}.*BDT: ours \\d+, the simulator's \\d+`),
      );
    } finally {
      await db.close();
    }
  });
});

test(
  "killed again and again, a step further each time, ends in the same rows",
  async () => {
    const undisturbed = await newTarget(await newWorld());
    await seedLines(undisturbed, FEW);
    const target = await newTarget(await newWorld());
    let rows = await readRows(target.databaseUrl);
    let [steps, deaths] = [1, 0];
    while (!(await livesThrough(target, steps))) {
      deaths++;
      const after = await readRows(target.databaseUrl);
      // Who dies before anything new is written gets a step more; who wrote something may have had too many.
      steps += isDeepStrictEqual(after, rows) ? 1 : -1;
      rows = after;
    }
    expect(deaths).toBeGreaterThan(50);
    expect(await readRows(target.databaseUrl)).toEqual(await readRows(undisturbed.databaseUrl));
  },
  SEEDS_TIMEOUT_MS,
);

test.each([
  ["before the receipts were noted", ["receipts"]],
  ["before the gifts were made public", ["receipts", "public_gifts"]],
])("killed %s, goes on with the same ids", async (_when, consumers) => {
  const target = await newTarget(await newWorld());
  await seedLines(target, FEW);
  const whole = await readRows(target.databaseUrl);
  const db = createDb(target.databaseUrl);
  await db.prisma.delivery.updateMany({ where: { consumer: { in: consumers } }, data: { doneAt: null } });
  await db.prisma.message.deleteMany();
  if (consumers.includes("public_gifts")) await db.prisma.publicGift.deleteMany();
  await db.close();
  // Each gift is settled at its own time, when those after it are not due yet.
  await seedLines(target, FEW);
  expect(await readRows(target.databaseUrl)).toEqual(whole);
});

test(
  "begins anew beside a running platform",
  async () => {
    const target = await newTarget(await newWorld());
    await seedLines(target, FEW);
    const before = await readRows(target.databaseUrl);
    const web = createDb(target.databaseUrl);
    try {
      await web.prisma.campaign.updateMany({ data: { place: "Elsewhere" } });
      await resetAndSeed(target, () => {}, FEW);
      expect(await readRows(target.databaseUrl)).toEqual(before);
      // Its connections were cut; the pool opens others.
      await expect.poll(() => web.prisma.campaign.count().catch(String)).toBe(8);
    } finally {
      await web.close();
    }
  },
  SEEDS_TIMEOUT_MS,
);

test("makes the same rows in a new database beside books that know all of it", async () => {
  const world = await newWorld();
  const [first, second] = [await newTarget(world), await newTarget(world)];
  await seedLines(first, FEW);
  const books = await new Simulator(world.simulatorUrl).books();
  await seedLines(second, FEW);
  expect(await readRows(second.databaseUrl)).toEqual(await readRows(first.databaseUrl));
  expect((await new Simulator(world.simulatorUrl).books()).transactions).toEqual(books.transactions);
});

test("refuses to sow beside a worker, which would mail receipts", async () => {
  const target = await newTarget(await newWorld());
  const db = createDb(target.databaseUrl);
  const now = new Date();
  await db.prisma.workerHeartbeat.create({ data: { poolId: "a worker", startedAt: now, seenAt: now } });
  await db.close();
  await expect(seedLines(target, FEW)).rejects.toThrow(/a worker is running.*pnpm seed --reset/);
  expect((await readRows(target.databaseUrl)).campaigns).toEqual([]);
});

test("leaves another version of the seed alone and says how to replace it", async () => {
  const target = await newTarget(await newWorld());
  await seedLines(target, FEW);
  const changed = { ...FEW, gifts: FEW.gifts.map((gift) => ({ ...gift, key: `${gift.key}-changed` })) };
  const before = await readRows(target.databaseUrl);
  expect(await seedLines(target, changed)).toEqual([
    expect.stringMatching(/another version .* stays; .*pnpm seed --reset/),
  ]);
  expect(await readRows(target.databaseUrl)).toEqual(before);
});

/** A seed that may take so many steps; true when that was enough. */
async function livesThrough(target: Target, steps: number): Promise<boolean> {
  const db = connect(target.databaseUrl);
  makeMortal(db, steps);
  try {
    await sow(db, target, () => {}, FEW);
    return true;
  } catch (error) {
    if (!isDeath(error)) throw error;
    return false;
  } finally {
    vi.unstubAllGlobals();
    await db.pool.end();
  }
}

const isDeath = (error: unknown): boolean =>
  error instanceof DeathError || (error instanceof Error && isDeath(error.cause));

/** The real program, killed when the simulator holds so many payments. */
async function killedSeed(world: World, target: Target, payments: number): Promise<void> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "../seed.ts")], {
    env: { ...process.env, ...world.environment, DATABASE_URL: target.databaseUrl },
    stdio: "ignore",
  });
  const ended = new Promise<string | null>((resolve) =>
    child.once("exit", (_code, signal) => resolve(signal)),
  );
  const simulator = new Simulator(target.simulatorUrl);
  while (child.exitCode === null && (await simulator.books()).transactions.length < payments) {
    await sleep(POLL_MS);
  }
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
}
