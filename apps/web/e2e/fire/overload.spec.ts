import { createDb, type Db } from "@careforall/db/client";
import { newKey, postCheckout, postPledge, readGift } from "../support/rest.ts";
import { attemptsOf, lettersAbout, tranIdOf } from "../support/books.ts";
import { campaignPath, fieldsOf, fillForm, openForm } from "../support/giving.ts";
import {
  movedSince,
  openScenarioGift,
  restart,
  SCENARIO_CAMPAIGN,
  scenarioTotals,
  termsOf,
} from "../support/scenario.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { web } from "../stack/programs.ts";
import { databaseUrl } from "../stack/database-url.ts";
import { WEB_URL } from "../stack/addresses.ts";
import { crowdOf, expectOnePledgeEach, measured, nothingTold, PATIENT, storm } from "./crowd.ts";

// More donors than the database can serve. The queue is bounded, who finds no place in it is told so at once, money is
// heard of all the while, and when the crowd is served nothing is lost, doubled or restarted.

test.describe.configure({ timeout: 240_000 });

/** More than the pool and its queue hold together. */
const CROWD = 240;
/** The books have a crowd's worth of news to fold. */
const FOLDED = { timeout: 30_000 };

/** This process is as crowded as the web that it storms: its own connections may take long to make. */
const patientDb = (): Db =>
  createDb(databaseUrl(), {
    poolMax: 2,
    applicationName: "careforall end-to-end tests",
    waitMaxMs: PATIENT.timeout,
  });

/** Holds every new promise up, as one long transaction would, until it is let go. */
async function holdPromises(db: Db): Promise<{ letGo(): Promise<void> }> {
  const holder = await db.pool.connect();
  await holder.query("begin; set local idle_in_transaction_session_timeout = 0");
  await holder.query("lock table idempotency_key in exclusive mode");
  return {
    letGo: async () => {
      await holder.query("rollback");
      holder.release();
    },
  };
}

test("500 donors at once on one campaign: each has one promise, and the total moves by exactly what was paid", async ({
  db,
}) => {
  const before = await scenarioTotals();
  const told = nothingTold();
  await storm(crowdOf(500), told);
  expect(told.promised).toHaveLength(500);
  await expectOnePledgeEach(db, told);

  // Some of them pay, all at the same moment.
  const payers = told.promised.slice(0, 40).map(({ pledge }) => pledge.token);
  await Promise.all(
    payers.map(async (token) => {
      expect((await postCheckout(token)).status).toBe(200);
    }),
  );
  const tranIds = await Promise.all(payers.map((token) => tranIdOf(db, token)));
  await Promise.all(tranIds.map((tranId) => simulator.pay({ tranId, outcome: "success" })));
  await expect.poll(() => movedSince(before), FOLDED).toEqual({ raisedMinor: 40n * 500_00n, gifts: 40 });
  for (const token of payers)
    expect(await readGift(token)).toMatchObject({ truth: "received", isCounted: true });
});

test("a transaction that holds everybody up: a bounded queue, 503 with words, notifications stored, and all served in the end", async ({
  page,
  email,
}) => {
  const db = patientDb();
  const before = web.pid();
  const paid = await openScenarioGift(db, newEmail());
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500", name: `Rina "R" Akter` });
  const form = await fieldsOf(page);

  const hold = await holdPromises(db);
  const told = nothingTold();
  const crowd = storm(crowdOf(CROWD), told);
  try {
    // Who finds the queue full is sent away while everybody in it still waits.
    await expect.poll(() => told.sentAway.length, PATIENT).toBeGreaterThan(0);
    const isFull = 'careforall_database_pool_refusals_total{pool="donors",why="full"}';
    await expect.poll(() => measured(isFull), PATIENT).toBeGreaterThan(0);
    const waiting = await measured('careforall_database_pool_waiting{pool="donors"}');
    expect(waiting).toBeLessThanOrEqual(200);

    // The money of another donor is told, stored, acted on, and counted.
    await simulator.pay({ tranId: paid.tranId, outcome: "success" });
    await expect
      .poll(
        async () =>
          (await lettersAbout(db, paid.tranId)).map(({ verdict, isProcessed }) => ({ verdict, isProcessed })),
        PATIENT,
      )
      .toEqual([{ verdict: "accepted", isProcessed: true }]);
    expect((await attemptsOf(db, paid.token)).map(({ isCaptured }) => isCaptured)).toEqual([true]);

    // Whoever runs the platform sees a busy process, and not a dead one.
    for (const path of ["/api/health/live", "/api/health/ready", "/api/metrics"]) {
      expect((await fetch(`${WEB_URL}${path}`)).status).toBe(200);
    }

    // A page says that it had no turn; a form keeps all that was typed.
    await expect
      .poll(async () => {
        const answer = await fetch(`${WEB_URL}${campaignPath("fr")}`, { headers: { accept: "text/html" } });
        return [
          answer.status,
          answer.headers.has("retry-after"),
          (await answer.text()).includes("beaucoup de monde"),
        ];
      }, PATIENT)
      .toEqual([503, true, true]);
    let words = "";
    await expect
      .poll(async () => {
        // One that reached its turn waits for its key and is told so on the form's own page (303).
        const answer = await postForm(form);
        words = await answer.text();
        return [answer.status, answer.headers.has("retry-after")];
      }, PATIENT)
      .toEqual([503, true]);
    expect(words).toContain("You have not been charged");
    expect(words).toContain('value="Rina &quot;R&quot; Akter"');
    expect(told.promised).toEqual([]);
  } finally {
    await hold.letGo();
  }

  await crowd;
  expect(told.promised).toHaveLength(CROWD);
  await expectOnePledgeEach(db, told);
  expect(await measured('careforall_http_requests_shed_total{route="api/v1/pledges"}')).toBeGreaterThan(0);
  // The same form, sent again, is one gift.
  expect((await postForm(form)).headers.get("location")).toContain("http://127.0.0.1");
  expect((await postForm(form)).status).toBe(303);
  expect(await db.prisma.pledge.count({ where: { donorEmail: email } })).toBe(1);
  expect(web.pid()).toBe(before);
  expect((await postPledge(termsOf(newEmail()), newKey())).status).toBe(201);
  await db.close();
});

/** What the button of the form sends, without following where it leads. */
const postForm = (form: string): Promise<Response> =>
  fetch(`${WEB_URL}/give`, {
    method: "POST",
    body: form,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    redirect: "manual",
  });

test("a gift's page that asks for its data in a crowd: 503 and a time, words in place of the page, and the gift again when they have gone", async ({
  page,
}) => {
  const db = patientDb();
  const { token } = await openScenarioGift(db, newEmail());
  const path = `/en/gifts/${token}`;
  await page.goto(path);
  // The page hears of a change and asks for its data, again and again: in the crowd it would hear nothing by itself.
  await page.route(`**/api/v1/pledges/${token}`, async (route) => {
    const news = {
      truth: "received",
      isCounted: true,
      isHeld: false,
      status: "captured",
      refundedMinor: "0",
    };
    await route.fulfill({ json: { success: true, data: news } });
  });

  const hold = await holdPromises(db);
  // The page may ask at any moment from here on, and once it is refused it asks no more.
  const refused = page.waitForResponse(
    (answer) => answer.status() === 503 && answer.request().headers()["rsc"] !== undefined,
    PATIENT,
  );
  const crowd = storm(crowdOf(CROWD), nothingTold());
  try {
    await expect
      .poll(async () => {
        const answer = await fetch(`${WEB_URL}${path}`, { headers: { rsc: "1" } });
        return [answer.status, answer.headers.has("retry-after"), await answer.text()];
      }, PATIENT)
      .toEqual([503, true, ""]);
    await refused;
    await expect(page.getByRole("heading", { name: "Very many people" })).toBeVisible(PATIENT);
  } finally {
    await hold.letGo();
  }
  await crowd;
  await expect(page).toHaveURL(path);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByText("Sweet water")).toBeVisible();
  await db.close();
});

test("a thousand readers of one campaign on a web that has just started: one read for many, so the queue never fills", async ({}) => {
  await restart(web);
  const paths = [
    `/campaigns/${SCENARIO_CAMPAIGN}`,
    `/campaigns/${SCENARIO_CAMPAIGN}/donations`,
    "/campaigns/top",
    "/statistics/platform",
  ];
  const statusOf = async (path: string): Promise<number | "no answer"> => {
    // A thousand connections at once are more than this machine may take in; then there is no answer, and another try.
    const answer = await fetch(`${WEB_URL}/api/v1${path}`).catch(() => null);
    if (answer === null) return "no answer";
    await answer.arrayBuffer().catch(() => null);
    // Its first connections may take this machine too long to make; nobody is refused for the number of readers.
    if (answer.status === 503) expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    return answer.status;
  };
  await Promise.all(
    Array.from({ length: 1_000 }, (_none, nth) =>
      expect.poll(() => statusOf(paths[nth % paths.length] ?? ""), PATIENT).toBe(200),
    ),
  );
  expect(await measured('careforall_database_pool_refusals_total{pool="donors",why="full"}')).toBe(0);
});
