import { ADMIN_PAGES } from "../src/access/rules.ts";
import { WEB_URL } from "./stack/addresses.ts";
import { ALL_LOOKS, problemsOf } from "./support/axe.ts";
import { enter, signedIn } from "./support/person.ts";
import { plantIncident } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("an administrator gives a role, which counts at once; takes it, which counts at once; and both are on record", async ({
  page,
  context,
  db,
}) => {
  const [admin, colleague] = [
    await signedIn(db, ["ADMIN"], "Farida Admin"),
    await signedIn(db, [], "Nadia Rahman", "passkey"),
  ];
  const asColleague = (): Promise<number> =>
    fetch(`${WEB_URL}/admin`, { headers: { cookie: colleague.cookie }, redirect: "manual" }).then(
      ({ status }) => status,
    );
  expect(await asColleague()).toBe(404);

  await enter(context, admin);
  await page.goto("/en/me");
  await page.getByRole("link", { name: "Pages of staff" }).click();
  await page.getByRole("navigation", { name: "Staff" }).getByRole("link", { name: "People" }).click();
  await page.getByLabel("E-mail of the account").fill(colleague.email);
  const give = page.locator("form").filter({ has: page.getByRole("button", { name: "Give the role" }) });
  await give.getByLabel("Role").selectOption("SUPPORT");
  await give.getByLabel("Why").fill("new in the team");
  await give.getByRole("button").click();
  await expect(page.getByRole("status")).toContainText("The role is given.");
  expect(await asColleague()).toBe(200);

  const card = page.getByRole("listitem").filter({ hasText: colleague.email });
  await card.getByText("Take a role from Nadia Rahman").click();
  await card.getByLabel("Why").fill("left the team");
  await card.getByRole("button", { name: "Take the role" }).click();
  await expect(page.getByRole("status")).toContainText("The role is taken.");
  expect(await asColleague()).toBe(404);

  await page.goto(`/admin/audit?actor=${admin.userId}`);
  await expect(page.locator("ol > li")).toHaveCount(2);
  await expect(page.locator("ol > li").first()).toContainText(
    "Farida Admin Administrator a role was taken from somebody",
  );
  await expect(page.locator("ol > li").first()).toContainText("left the team");
  await page.getByLabel("What was done").selectOption("role.grant");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("ol > li")).toHaveCount(1);
  // What cannot be meant is left out.
  await page.goto(`/admin/audit?actor=${admin.userId}&action=%00`);
  await expect(page.locator("ol > li")).toHaveCount(2);
  // So is that the colleague asks for what an administrator may; looking at a page, as above, is not.
  const taking = new URLSearchParams({
    kind: "grant",
    email: colleague.email,
    role: "ADMIN",
    reason: "me too",
  });
  const asked = await fetch(`${WEB_URL}/admin/people/change`, {
    method: "POST",
    headers: { cookie: colleague.cookie, origin: WEB_URL },
    body: taking,
    redirect: "manual",
  });
  expect(asked.status).toBe(404);
  await page.goto(`/admin/audit?actor=${colleague.userId}`);
  await expect(page.locator("ol > li")).toHaveCount(1);
  await expect(page.locator("ol > li")).toContainText(
    "Nadia Rahman no role was refused what no role of theirs allows: give and take roles, but never one's own",
  );
});

test("the menu holds what may be opened, and nothing else", async ({ page, context, db }) => {
  await enter(context, await signedIn(db, ["SUPPORT"]));
  await page.goto("/admin");
  const menu = page.getByRole("navigation", { name: "Staff" }).getByRole("link");
  await expect(menu).toHaveText(["Start", "Roles", "Incidents"]);
  await page.goto("/admin/audit");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This thread is loose");
});

test("support finds what looked like card testing, in words, and nothing else of the same browser", async ({
  page,
  context,
  db,
}) => {
  const { key } = await plantIncident(db);
  await enter(context, await signedIn(db, ["SUPPORT"]));
  await page.goto("/admin");
  await page.getByRole("navigation", { name: "Staff" }).getByRole("link", { name: "Incidents" }).click();
  await page.getByLabel("Whom it is about").selectOption("one browser");
  await page.getByLabel("What was done").selectOption("refused");
  await page.getByRole("button", { name: "Show" }).click();
  const one = page.locator("ol > li").filter({ hasText: key });
  await expect(one).toContainText("Many payments from one browser were declined refused");
  await expect(one).toContainText("how often3 times");
  await expect(one).toContainText("most declined in ten minutes7");
  await one.getByRole("link", { name: "all with this mark" }).click();
  await expect(page.locator("ol > li")).toHaveCount(1);
  await page.getByLabel("Why").selectOption("many tries");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("heading", { name: "Nothing like that is kept" })).toBeVisible();
  // What cannot be meant is left out.
  await page.goto("/admin/incidents?scope=moon&campaign=%00&key=%25&after=x");
  await expect(page.locator("ol > li").filter({ hasText: key })).toBeVisible();
});

test("who is not signed in comes back to the page of staff after signing in", async ({ page }) => {
  await page.goto("/admin/roles");
  await expect(page).toHaveURL(/\/en\/sign-in\?return=%2Fadmin%2Froles$/);
});

test("every page of staff can be used by everybody: axe finds nothing, and nothing is wider than a phone", async ({
  page,
  context,
  db,
}) => {
  await plantIncident(db);
  await enter(context, await signedIn(db, ["ADMIN"]));
  const found: string[] = [];
  for (const { path } of ADMIN_PAGES) {
    await page.goto(path);
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
    found.push(...(await problemsOf(page, path, ALL_LOOKS)));
  }
  expect(found).toEqual([]);
});
