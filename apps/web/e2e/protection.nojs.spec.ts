import { keepChallenge } from "./support/challenge.ts";
import { expect, test } from "./support/test.ts";

test("S-68: without scripts a donor is told to wait, and goes on with the button", async ({
  page,
  email,
}) => {
  const { address } = await keepChallenge(page, email);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "One moment before you pay" })).toBeVisible();
  await expect(page.getByText("If nothing happens within 20 seconds, go on with the button.")).toBeVisible();
  await page.getByRole("button", { name: "Go on to the payment page" }).click();
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();
});
