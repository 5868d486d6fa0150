import { judge, judgeAtOnce, readInvariants, violated, type Verdict } from "@careforall/db/invariants";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { createTestContext, liveLawfulHistories } from "../testing/index.ts";
import { CREATE_STORY } from "./fault.ts";
import { FAULTS_OF_ACCOUNTS } from "./faults-of-accounts.ts";
import { FAULTS_OF_FACTORS } from "./faults-of-factors.ts";
import { FAULTS_OF_AUDIT } from "./faults-of-audit.ts";
import { FAULTS_OF_CAMPAIGNS } from "./faults-of-campaigns.ts";
import { FAULTS_OF_DONORS } from "./faults-of-donors.ts";
import { FAULTS_OF_EVENTS } from "./faults-of-events.ts";
import { FAULTS_OF_GUESTS } from "./faults-of-guests.ts";
import { FAULTS_OF_HOLDS } from "./faults-of-holds.ts";
import { FAULTS_OF_IDENTITIES } from "./faults-of-identities.ts";
import { FAULTS_OF_MONEY } from "./faults-of-money.ts";
import { FAULTS_OF_RECEIPTS } from "./faults-of-receipts.ts";
import { FAULTS_OF_RECONCILIATION } from "./faults-of-reconciliation.ts";
import { FAULTS_OF_RECORDS } from "./faults-of-records.ts";
import { FAULTS_OF_REFUNDS } from "./faults-of-refunds.ts";
import { FAULTS_OF_SETTLEMENTS } from "./faults-of-settlements.ts";
import { FAULTS_OF_UPLOADS } from "./faults-of-uploads.ts";

// Each fault is planted beside every lawful history, in a transaction that is rolled back, with the guards of the
// database switched off. Its own invariant must name it, and nobody may speak who is not listed.

const bench = await createTestContext();
/** One connection of the owner without the database's guards. Switching them off throws its plans away, so that is done once. */
const client = await bench.owner.pool.connect();
await client.query("set session_replication_role = replica");
afterAll(async () => {
  client.release(true);
  await bench.drop();
});

const FAULTS = [
  ...FAULTS_OF_MONEY,
  ...FAULTS_OF_HOLDS,
  ...FAULTS_OF_EVENTS,
  ...FAULTS_OF_CAMPAIGNS,
  ...FAULTS_OF_RECORDS,
  ...FAULTS_OF_RECEIPTS,
  ...FAULTS_OF_REFUNDS,
  ...FAULTS_OF_DONORS,
  ...FAULTS_OF_SETTLEMENTS,
  ...FAULTS_OF_RECONCILIATION,
  ...FAULTS_OF_AUDIT,
  ...FAULTS_OF_ACCOUNTS,
  ...FAULTS_OF_FACTORS,
  ...FAULTS_OF_IDENTITIES,
  ...FAULTS_OF_GUESTS,
  ...FAULTS_OF_UPLOADS,
];
const invariants = readInvariants();
const accusedAtOnce = judgeAtOnce(invariants);
/** Past the patience of every lag, so that what speaks does not depend on how long this file has been running. */
const AGE_STORY = `
  update outbox set created_at = created_at - interval '1 hour';
  update delivery set created_at = created_at - interval '1 hour'`;

beforeAll(async () => {
  const stories = await liveLawfulHistories(bench);
  await settleConsumers(bench.ctx);
  const given = Object.entries(stories).map(([name, story]) => ({
    name,
    payment: "paymentId" in story ? story.paymentId : null,
  }));
  // Once for all: a connection that makes its first temporary table throws its plans away.
  await client.query(CREATE_STORY, [JSON.stringify(given)]);
  await client.query(AGE_STORY);
  // So many small tables are never looked at by autovacuum in time: without figures the plans are poor.
  await client.query("analyze");
});

test.each(FAULTS)("$named.0 speaks when $what", async ({ named, plant }) => {
  const accused = await judgeWith(plant);
  expect(accused.map(({ id }) => id).toSorted()).toEqual(named.toSorted());
  expect(accused.every(({ sample }) => sample.length > 0)).toBe(true);
});

test("every invariant has been seen to speak", () => {
  const seen = new Set(FAULTS.map(({ named }) => named[0]));
  expect(invariants.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});

test("at least twenty different faults are planted", () => {
  expect(new Set(FAULTS.map(({ what }) => what)).size).toBeGreaterThanOrEqual(20);
});

test("without a fault nobody speaks", async () => {
  expect(await judgeWith([])).toEqual([]);
});

test("a live pool may hold a job for long, and a database without the queue's tables is not judged for it", async () => {
  const held =
    "update graphile_worker._private_jobs set locked_by = 'pool-1', locked_at = now() - interval '1 hour'";
  const alive = "insert into worker_heartbeat (pool_id, started_at, seen_at) values ('pool-1', now(), now())";
  expect(await judgeWith([held, alive])).toEqual([]);

  const skipped: string[] = [];
  await judgeWith(
    ["drop schema graphile_worker cascade"],
    ({ id, isSkipped }) => isSkipped && skipped.push(id),
  );
  expect(skipped).toEqual(["I-32"]);
});

/** The invariants that speak after these statements, and what they say; the statements are undone. */
async function judgeWith(
  plant: readonly string[],
  onVerdict: (verdict: Verdict) => void = () => undefined,
): Promise<readonly Verdict[]> {
  try {
    await client.query("begin");
    for (const statement of plant) {
      const { rowCount } = await client.query(statement);
      // A change of the schema counts no rows.
      expect(rowCount ?? 1, `nothing was changed by ${statement}`).toBeGreaterThan(0);
    }
    const accused = await accusedAtOnce(client);
    const verdicts: Verdict[] = [];
    for (const invariant of invariants)
      if (invariant.needs !== null || accused.includes(invariant.id))
        verdicts.push(await judge(client, invariant));
    verdicts.forEach(onVerdict);
    return violated(verdicts);
  } finally {
    await client.query("rollback");
  }
}
