import type { Totals } from "@careforall/api/campaign";
import type { CreatedPledge } from "@careforall/api/pledge";
import { type Db, sql } from "@careforall/db/client";
import { attemptsOf, lettersAbout, receiptsFor, tranIdOf } from "../support/books.ts";
import {
  campaignPath,
  expectThanks,
  fillForm,
  goToWallet,
  openForm,
  payOnWallet,
} from "../support/giving.ts";
import { newKey, openGift, postCheckout, postPledge, readGift, readTotals } from "../support/rest.ts";
import {
  becomesReady,
  insist,
  movedSince,
  openAgain,
  type OpenedGift,
  openScenarioGift,
  scenarioTotals,
  termsOf,
} from "../support/scenario.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { expectGivenOnce } from "../support/witness.ts";
import { outside, web, worker } from "../stack/programs.ts";

// Faults: giving goes on, and nothing is lost or doubled. They run after all other tests, one at a time
// (docs/testing.md lists the 38 scenarios).

test.describe.configure({ timeout: 60_000 });

/** The issue's own limit for the total after the worker is back. */
const CATCH_UP = { timeout: 10_000 };
/** A lost notification costs its donor at most this. */
const FOUND_BY_POLLER = { timeout: 60_000 };

test.afterEach(async () => {
  // Whatever a test did, the next one has a whole platform.
  for (const program of [web, worker, outside]) {
    if (program.pid() !== null) program.thaw();
    await becomesReady(program);
  }
});

type Donor = { readonly email: string; readonly key: string };

const donors = (count: number): readonly Donor[] =>
  Array.from({ length: count }, () => ({ email: newEmail(), key: newKey() }));

/** Promises a gift under the donor's own key, as often as it takes. */
const promise = ({ email, key }: Donor): Promise<CreatedPledge> =>
  insist(() => postPledge(termsOf(email), key));

/** A paid gift that the worker must bring to the total and to the donor's mailbox. */
type Paid = OpenedGift & { readonly email: string };

async function pay(db: Db, email = newEmail()): Promise<Paid> {
  const gift = await openScenarioGift(db, email);
  await simulator.pay({ tranId: gift.tranId, outcome: "success" });
  return { ...gift, email };
}

async function expectAllGiven(
  db: Db,
  gifts: readonly { readonly token: string; readonly email: string }[],
  attempts = 1,
): Promise<void> {
  for (const { token, email } of gifts) {
    await expectGivenOnce(db, { token, email, giftMinor: 500_00n, attempts });
  }
}

/** The totals, once what the worker had already sent to the database is done. */
async function standstill(db: Db): Promise<Totals> {
  const sent = sql`select pid from pg_stat_activity where application_name = 'careforall worker' and state = 'active'`;
  await expect.poll(() => db.query(sent)).toEqual([]);
  let last = await readTotals();
  await expect
    .poll(async () => {
      const earlier = last;
      last = await readTotals();
      return earlier.asOf === last.asOf;
    })
    .toBe(true);
  return last;
}

test("FT-01 worker stopped: three gifts reach received, the total says when it was last true; worker back: exact within 10 s", async ({
  page,
  email,
  db,
}) => {
  await expect.poll(async () => (await readTotals()).giftCount).toBeGreaterThan(0);
  worker.freeze();
  const before = await standstill(db);

  // One through the browser …
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  await payOnWallet(page);
  const tokens = [await expectThanks(page, "Tk 500")];
  await expect(page.getByText("It will be in the total of")).toBeVisible();
  // … and two by donors who only open their status page.
  for (const giftMinor of ["10000", "20000"]) {
    const { token } = await openGift({ donorEmail: newEmail(), giftMinor });
    await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
    expect((await readGift(token)).truth).toBe("received");
    tokens.push(token);
  }

  // The public total stands still and says since when.
  expect(await readTotals()).toEqual(before);
  await page.goto(campaignPath());
  await expect(page.getByRole("complementary", { name: "Raised" }).locator("time")).toHaveAttribute(
    "datetime",
    before.asOf,
  );
  expect(await receiptsFor(db, email)).toEqual({ written: 0, sent: 0 });

  worker.thaw();
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor), CATCH_UP)
    .toBe(800_00n);
  expect((await readTotals()).giftCount - before.giftCount).toBe(3);
  for (const token of tokens)
    expect(await readGift(token)).toMatchObject({ truth: "received", isCounted: true });
  await expect.poll(() => receiptsFor(db, email)).toEqual({ written: 1, sent: 1 });
  expect(await simulator.mailTo(email)).toHaveLength(1);
});

test("FT-02 worker killed while the same news comes again and again: the next worker counts each gift once", async ({
  db,
}) => {
  const before = await scenarioTotals();
  const gifts = [await pay(db), await pay(db), await pay(db)];
  const killed = worker.pid();
  worker.kill();
  for (const { tranId } of gifts) {
    const answers = await simulator.sendIpn({ tranId, mode: "repeat", copies: 5, parallel: true });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  }
  const late = await pay(db);
  expect((await readGift(late.token)).truth).toBe("received");
  await becomesReady(worker, killed);
  for (const { tranId } of gifts)
    await simulator.sendIpn({ tranId, mode: "repeat", copies: 5, parallel: true });
  await expectAllGiven(db, [...gifts, late]);
  for (const { tranId } of gifts) expect(await lettersAbout(db, tranId)).toHaveLength(1);
  expect(await movedSince(before)).toEqual({ raisedMinor: 2_000_00n, gifts: 4 });
});

test("FT-03 web killed amid promises and notifications: donors repeat with their keys, and each gift exists once", async ({
  db,
}) => {
  const before = await scenarioTotals();
  const open = await Promise.all(
    donors(2).map(async ({ email }) => ({ email, ...(await openScenarioGift(db, email)) })),
  );
  const many = donors(8);
  const killed = web.pid();
  const promises = many.map(promise);
  web.kill();
  // Paid while nobody is there to be told: the provider repeats its notifications, and we ask.
  for (const { tranId } of open) await simulator.pay({ tranId, outcome: "success" });
  const pledges = await Promise.all(promises);
  await becomesReady(web, killed);

  const paid = await Promise.all(
    pledges.map(async ({ token }, index) => {
      await simulator.pay({ tranId: await openAgain(db, token), outcome: "success" });
      return { token, email: many[index]?.email ?? "" };
    }),
  );
  await expectAllGiven(db, [...open, ...paid]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 5_000_00n, gifts: 10 });
});

test("FT-04 every connection to the database is cut amid gifts: nothing is lost or doubled, and nothing stays down", async ({
  db,
}) => {
  const before = await scenarioTotals();
  const cut = async (): Promise<number> => {
    const rows = await db.query<{ cut: boolean }>(
      sql`select pg_terminate_backend(pid) as cut from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend'
            and application_name <> 'careforall end-to-end tests'`,
    );
    return rows.length;
  };
  const many = donors(6);
  const promises = many.map(promise);
  expect(await cut()).toBeGreaterThan(0);
  const pledges = await Promise.all(promises);
  const gifts = await Promise.all(
    pledges.map(async ({ token }, index) => {
      await insist(() => postCheckout(token));
      return { token, tranId: await tranIdOf(db, token), email: many[index]?.email ?? "" };
    }),
  );
  // And once more while the money comes.
  const payments = gifts.map(({ tranId }) => simulator.pay({ tranId, outcome: "success" }));
  expect(await cut()).toBeGreaterThan(0);
  await Promise.all(payments);
  // Who does not know repeats, and hears of the same gift.
  const again = await Promise.all(many.map(promise));
  expect(again.map(({ token }) => token)).toEqual(pledges.map(({ token }) => token));
  await becomesReady(web);
  await becomesReady(worker);
  await expectAllGiven(db, gifts);
  expect(await movedSince(before)).toEqual({ raisedMinor: 3_000_00n, gifts: 6 });
});

test.describe("the provider in trouble", () => {
  /** Paid, and nobody is told; the poller leaves it alone for its first twenty seconds. */
  let silent: Paid;

  test.beforeAll(async ({ db }) => {
    const email = newEmail();
    const gift = await openScenarioGift(db, email);
    await simulator.pay({ tranId: gift.tranId, outcome: "success", ipn: false });
    silent = { ...gift, email };
  });

  test("FT-05 the provider fails, loses its answer, hangs: the donor hears no untruth and is charged once", async ({
    email,
    db,
  }) => {
    const token = (await postPledge(termsOf(email))).body.data?.token ?? "";
    for (const mode of ["fail_500", "lost_answer", "garbage"]) {
      await simulator.fault({ endpoint: "init", mode, times: 1 });
      const answer = await postCheckout(token);
      expect([answer.status, answer.body.error?.code]).toEqual([503, "provider.unavailable"]);
      expect(answer.headers.get("retry-after")).not.toBeNull();
      expect((await readGift(token)).mayRetry).toBe(true);
    }
    const tranId = await openAgain(db, token);

    // The money comes while the provider cannot be asked about it: we do not know, and say so.
    await simulator.fault({ endpoint: "query", mode: "hang" });
    await simulator.fault({ endpoint: "validate", mode: "fail_500" });
    await simulator.pay({ tranId, outcome: "success" });
    expect(["being_confirmed", "unknown"]).toContain((await readGift(token)).truth);
    expect((await attemptsOf(db, token)).every(({ isCaptured }) => !isCaptured)).toBe(true);
    await simulator.liftFaults();
    await expectGivenOnce(db, { token, email, giftMinor: 500_00n, attempts: 4 });
  });

  test("FT-06 notification dropped and nobody looks: the poller finds the money within 60 s", async ({
    db,
  }) => {
    test.setTimeout(90_000);
    const { token, tranId, email } = silent;
    await expect.poll(async () => (await attemptsOf(db, token))[0]?.isCaptured, FOUND_BY_POLLER).toBe(true);
    expect(await lettersAbout(db, tranId)).toEqual([]);
    const steps = await db.prisma.paymentHistory.findMany({ where: { payment: { pledge: { token } } } });
    expect(steps.find(({ toStatus }) => toStatus === "captured")?.cause).toBe("poller");
    await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  });
});

test("FT-07 provider and mail server down, then up: pages stay, nobody is charged, and what was under way is finished", async ({
  page,
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const paid = await pay(db);
  const { token } = await promise({ email, key: newKey() });
  const killed = outside.pid();
  outside.kill();
  const { status, body } = await postCheckout(token);
  // The supervisor may be faster than we are; but nothing else is ever said.
  expect([
    [503, "provider.unavailable"],
    [200, undefined],
  ]).toContainEqual([status, body.error?.code]);
  await page.goto(campaignPath());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect((await promise({ email: newEmail(), key: newKey() })).totalMinor).toBe("50000");
  expect(["received", "being_confirmed", "unknown"]).toContain((await readGift(paid.token)).truth);

  await becomesReady(outside, killed);
  await insist(() => postCheckout(token));
  const attempts = (await attemptsOf(db, token)).length;
  await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n, attempts });
  await expectAllGiven(db, [paid]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 1_000_00n, gifts: 2 });
});
