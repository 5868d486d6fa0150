import { openScenarioGift, becomesReady, movedSince, scenarioTotals } from "../support/scenario.ts";
import { readGift } from "../support/rest.ts";
import { campaignPath } from "../support/giving.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { WEB_URL } from "../stack/addresses.ts";
import { postgres, supervisor, web, worker } from "../stack/programs.ts";
import { crowdOf, expectOnePledgeEach, nothingTold, PATIENT, storm } from "./crowd.ts";

// PostgreSQL is gone, and whoever comes meanwhile comes again, faster than was asked for.

test.describe.configure({ timeout: 240_000 });

const CROWD = 120;
/** So often is everybody sent away, on average, while PostgreSQL is gone: a storm, and each answer a quick one. */
const TRIES_EACH = 4;

test.afterEach(async () => {
  supervisor.thaw();
  await expect.poll(() => postgres.pid() !== null, PATIENT).toBe(true);
  for (const program of [web, worker]) await becomesReady(program);
});

test("PostgreSQL gone for seconds while 120 donors repeat: each is told so at once, then has one promise, and nothing was restarted", async ({
  db,
}) => {
  const pids = [web.pid(), worker.pid()];
  const before = await scenarioTotals();
  const paid = await openScenarioGift(db, newEmail());

  // Whoever would start it again stands still, and so it stays away.
  supervisor.freeze();
  postgres.kill();
  const told = nothingTold();
  const crowd = storm(crowdOf(CROWD), told);
  await simulator.pay({ tranId: paid.tranId, outcome: "success" });
  await expect.poll(() => told.sentAway.length, PATIENT).toBeGreaterThan(TRIES_EACH * CROWD);
  expect(told.promised).toEqual([]);
  // Who is sent away hears that the books cannot be reached, and not that there is a crowd.
  const codes = told.sentAway.map(({ body }) => body.error?.code);
  expect(codes.filter((code) => code === "service.unavailable").length).toBeGreaterThan(codes.length / 2);
  const page = await fetch(`${WEB_URL}${campaignPath("fr")}`, { headers: { accept: "text/html" } });
  expect([page.status, page.headers.has("retry-after")]).toEqual([503, true]);
  expect(await page.text()).toContain("en sûreté");
  expect((await fetch(`${WEB_URL}/api/health/live`)).status).toBe(200);

  supervisor.thaw();
  await crowd;
  expect(told.promised).toHaveLength(CROWD);
  await expectOnePledgeEach(db, told);
  await expect.poll(async () => (await readGift(paid.token)).isCounted, PATIENT).toBe(true);
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
  for (const program of [web, worker]) await becomesReady(program);
  expect([web.pid(), worker.pid()]).toEqual(pids);
});
