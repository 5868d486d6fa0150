import { attemptsOf, postingsOf, sumOf, tokensOf, tranIdOf } from "./support/books.ts";
import { expectThanks, fillForm, goToWallet, openForm, payOnWallet, sendButton } from "./support/giving.ts";
import { openGift, pledgeTerms, postCheckout, postPledge, readGift } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, newEmail, test } from "./support/test.ts";

// Answers of the provider that get lost, hang or make no sense. Not knowing is never taken for yes or no.

/** A call that the provider leaves hanging: it takes as long as our own patience, so it is begun first. */
let hanging: { readonly token: string; readonly answer: ReturnType<typeof postCheckout> };

test.beforeAll(async () => {
  const { body } = await postPledge(pledgeTerms({ donorEmail: newEmail() }));
  const token = body.data?.token ?? "";
  await simulator.fault({ endpoint: "init", mode: "hang", times: 1 });
  hanging = { token, answer: postCheckout(token) };
  await expect.poll(simulator.faults).toEqual([]); // it has struck
});

for (const { mode, is } of [
  { mode: "lost_answer", is: "is lost on the way" },
  { mode: "fail_500", is: "is an error" },
  { mode: "garbage", is: "is nonsense" },
]) {
  test(`the provider's answer to our first call ${is}: not charged, may try again, one capture in the end`, async ({
    page,
    email,
    db,
  }) => {
    await openForm(page);
    await fillForm(page, { email, amount: "Tk 500", name: "Karim" });
    await simulator.fault({ endpoint: "init", mode, times: 1 });
    await sendButton(page).click();
    const alert = page.getByRole("alert").filter({ hasText: "You have not been charged." });
    await expect(alert).toContainText("bKash does not answer at the moment.");
    await expect(page.getByLabel("Name (optional)")).toHaveValue("Karim");
    await goToWallet(page);
    await payOnWallet(page);
    const token = await expectThanks(page, "Tk 500");
    expect(await tokensOf(db, email)).toEqual([token]);
    const attempts = await attemptsOf(db, token);
    expect(attempts.map(({ isCaptured }) => isCaptured)).toEqual([false, true]);
    expect((await postingsOf(db, token)).map(sumOf)).toEqual([0n]);
  });
}

test("the provider does not answer the status page: we do not know yet and are asking; then received, by itself", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(60_000);
  const { token } = await openGift({ donorEmail: email });
  const tranId = await tranIdOf(db, token);
  for (const endpoint of ["validate", "query"] as const)
    await simulator.fault({ endpoint, mode: "fail_500" });
  // Nobody tells us: the page is the first to ask.
  await simulator.pay({ tranId, outcome: "success", ipn: false });
  await page.goto(`/en/gifts/${token}`);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText("We do not know yet.");
  await expect(page.getByRole("main")).toContainText("Please do not pay again");
  await expect(page.getByRole("main")).toContainText("Reference");
  expect(await readGift(token)).toMatchObject({ truth: "unknown", mayRetry: false });
  expect(await postingsOf(db, token)).toEqual([]);

  await simulator.liftFaults();
  // The page asks by itself; its slowest question comes after ten seconds.
  await expect(heading).toContainText("Thank you. Tk 500 has arrived.", { timeout: 30_000 });
  expect((await attemptsOf(db, token)).map(({ isCaptured }) => isCaptured)).toEqual([true]);
});

test("the provider hangs while the status page asks: the page is shown all the same", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(60_000);
  const { token } = await openGift({ donorEmail: email });
  await simulator.fault({ endpoint: "query", mode: "hang", times: 1 });
  await page.goto(`/en/gifts/${token}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("We are confirming your gift.");
  await simulator.liftFaults();
  await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Thank you. Tk 500 has arrived.", {
    timeout: 30_000,
  });
});

test("the provider hangs at our first call: the caller is told that nobody was charged, and the next call pays", async ({
  db,
}) => {
  test.setTimeout(60_000);
  const { token } = hanging;
  const first = await hanging.answer;
  expect([first.status, first.body.error?.code]).toEqual([503, "provider.unavailable"]);
  expect(first.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await readGift(token)).toMatchObject({ truth: "not_charged", mayRetry: true });

  const second = await postCheckout(token);
  expect([second.status, second.body.data?.attempt]).toEqual([200, 2]);
  await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
  // The worker may be asking about it right now; then this read does not ask a second time.
  await expect.poll(async () => (await readGift(token)).truth).toBe("received");
  expect((await attemptsOf(db, token)).map(({ isCaptured }) => isCaptured)).toEqual([false, true]);
});
