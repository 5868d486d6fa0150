import { WEB_URL } from "./stack/addresses.ts";
import { campaignPath } from "./support/giving.ts";
import { openGift } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";

const PASSWORD = "loom and river 47";
const NETWORK_WAIT_MS = 20_000;

/** The first link of this kind in any mail to an address, once it is there. */
async function linkMailedTo(email: string, page: string): Promise<string> {
  const pattern = new RegExp(`${WEB_URL}/en/${page}/[\\w-]+`);
  const link = async (): Promise<string> =>
    (await simulator.mailTo(email)).flatMap(({ html }) => pattern.exec(html ?? "")?.[0] ?? [])[0] ?? "";
  await expect.poll(link, { timeout: NETWORK_WAIT_MS }).not.toBe("");
  return link();
}

test("JavaScript off: a guest closes the payment page, is told so on the campaign's page, finds the gift by mail, and is forgotten", async ({
  page,
  browser,
  email,
}) => {
  await page.goto(`${campaignPath()}/give`);
  await page.locator("#email").fill(email);
  await page.locator("form#give button[type=submit]").click();
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();

  const response = await page.goto(campaignPath());
  expect(response?.headers()["cache-control"]).toContain("no-store");
  await expect(page.getByRole("status").filter({ hasText: "being confirmed" })).toContainText("Tk");
  // Another browser is told nothing.
  const stranger = await browser.newPage();
  await stranger.goto(`${WEB_URL}${campaignPath()}`);
  await expect(stranger.getByText("being confirmed")).toHaveCount(0);
  await stranger.close();

  await page.getByRole("link", { name: "Find my gift" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Amount").fill("500");
  await page.getByRole("button", { name: "Send me the links" }).click();
  await expect(page.getByText("a letter is on its way to it")).toBeVisible();
  await page.goto(await linkMailedTo(email, "gifts"));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("We are confirming");

  await page.goto("/en/forget-me");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await page.goto(await linkMailedTo(email, "forget-me"));
  await page.getByRole("button", { name: "Erase for ever" }).click();
  await expect(page.getByRole("status")).toHaveText("Your data are erased.");
  await page.goto(campaignPath());
  await expect(page.getByRole("status").filter({ hasText: "being confirmed" })).toHaveCount(0);
});

test("JavaScript off: who opens an account takes the gifts of a guest into it, takes the data along, and goes", async ({
  page,
  request,
  email,
}) => {
  await openGift({ donorEmail: email });
  await page.goto("/en/register");
  await page.getByLabel("Name").fill("Rina Begum");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Open an account" }).click();
  await page.goto(await linkMailedTo(email, "verify"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByText("1 gift was made with your address")).toBeVisible();
  await page.getByRole("button", { name: "Take them into my account" }).click();
  await expect(page.getByRole("status")).toHaveText("These gifts are in your account now.");
  await expect(page.getByText("made with your address")).toHaveCount(0);

  await page.getByRole("link", { name: "Privacy", exact: true }).click();
  await page.getByLabel("JSON, for programs").check();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("careforall-data.json");
  // Where whoever signed in longer ago is led first.
  await page.goto("/en/me/confirm?return=%2Fen%2Fme%2Fprivacy");
  await page.getByLabel("Current password").fill("something else");
  await page.getByRole("button", { name: "Confirm with the password" }).click();
  await expect(page.getByRole("alert")).toContainText("The password is not right.");
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm with the password" }).click();
  await page.getByLabel("I understand").check();
  await page.getByRole("button", { name: "Erase for ever" }).click();
  await expect(page.getByRole("status")).toHaveText("Your data are erased.");
  expect((await request.get("/en/me/privacy")).url()).toContain("/sign-in");
});
