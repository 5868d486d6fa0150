import type { Totals } from "@careforall/api/campaign";
import { receiptsFor, tranIdOf } from "./support/books.ts";
import { campaignPath, expectThanks, fillForm, goToWallet, openForm, payOnWallet } from "./support/giving.ts";
import { openGift, readGift, readTotals } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, newEmail, test } from "./support/test.ts";
import { worker } from "./stack/worker.ts";

// Issue item 4 and journey X2: the worker may stop; giving and knowing may not.

/** The issue's own limit for the total after the worker is back. */
const CATCH_UP = { timeout: 10_000 };

/** The totals, once what the worker had already sent to the database is done. */
async function standstill(): Promise<Totals> {
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

test.afterEach(async () => {
  // Whatever a test did to it, the next one has a worker.
  if (worker.pid() !== null) worker.thaw();
  await expect.poll(() => worker.isReady(), { timeout: 30_000 }).toBe(true);
});

test("4: worker stopped: three gifts reach received, the total says when it was last true; worker back: exact within 10 s", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(60_000);
  await expect.poll(async () => (await readTotals()).giftCount).toBeGreaterThan(0);
  worker.freeze();
  const before = await standstill();

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

test("4: worker killed: the supervisor starts another, which counts what came meanwhile", async ({ db }) => {
  test.setTimeout(60_000);
  const before = await readTotals();
  const killed = worker.pid();
  worker.kill();
  const { token } = await openGift({ donorEmail: newEmail(), giftMinor: "30000" });
  await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
  expect((await readGift(token)).truth).toBe("received");

  await expect.poll(() => worker.isReady(), { timeout: 30_000 }).toBe(true);
  expect(worker.pid()).not.toBe(killed);
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor), CATCH_UP)
    .toBe(300_00n);
});
