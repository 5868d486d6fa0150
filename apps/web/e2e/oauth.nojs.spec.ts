import { startOpenidProvider } from "./support/openid-provider.ts";
import { expect, test } from "./support/test.ts";

test("JavaScript off: the button leads to the provider and back", async ({ page, email }) => {
  const provider = await startOpenidProvider();
  try {
    provider.know({ email, email_verified: true, name: "Rina Begum" });
    await page.goto("/bn/sign-in");
    await page.getByRole("button", { name: "Example ID দিয়ে এগিয়ে যান" }).click();
    await page.getByLabel("Who are you?").fill(email);
    await page.getByRole("button", { name: "Sign in there" }).click();
    await expect(page).toHaveURL(/\/bn\/me$/);
  } finally {
    await provider.stop();
  }
});
