import type { Page } from "playwright/test";
import { sql, type Db } from "@careforall/db/client";
import { WEB_URL } from "./stack/addresses.ts";
import { CAMPAIGN } from "./support/campaign.ts";
import { campaignPath } from "./support/giving.ts";
import { signedIn } from "./support/person.ts";
import { openGift } from "./support/rest.ts";
import { PAYLOADS, STORY } from "./support/scripts-in-words.ts";
import { expect, test } from "./support/test.ts";

// S-74, S-75, S-80: what strangers write is shown in a real browser, and nothing of it runs.

/** What a page did that no words of people may make it do. */
async function watch(page: Page): Promise<readonly string[]> {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(WEB_URL) && !url.startsWith("data:")) seen.push(`request: ${url}`);
    if (url.includes("/api/csp-report")) seen.push("a report of a blocked script");
  });
  page.on("console", (message) => {
    if (/Content.Security.Policy|was-run/i.test(message.text())) seen.push(message.text());
  });
  return seen;
}

/** Scripts without our nonce, handlers, and addresses that run something. */
const foundIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${element.tagName} ${name}`);
        if (/^\s*(javascript|vbscript|data:text)/i.test(value))
          found.push(`${element.tagName} ${name}=${value}`);
      }
      if (element instanceof HTMLScriptElement && element.nonce === "")
        found.push("a script without our nonce");
      if (/^(iframe|object|embed|base|frame|applet|math|foreignObject)$/i.test(element.tagName))
        found.push(element.tagName);
    }
    if ("wasRun" in window) found.push("it ran");
    return found;
  });

/** Breaks out of a script that carries data: the end of one that is not ours to end. */
const BREAK_OUT = /<\/script><script>window\.wasRun/i;

async function expectHarmless(page: Page, address: string): Promise<void> {
  const seen = await watch(page);
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  expect(await foundIn(page), address).toEqual([]);
  expect(seen, address).toEqual([]);
  const html = await (await page.request.get(address)).text();
  expect(html, address).not.toMatch(BREAK_OUT);
}

/** A campaign of its own, whose every text is an attack. */
async function plantCampaign(db: Db): Promise<string> {
  const slug = "words-that-attack";
  await db.query(
    sql`insert into campaign
        select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'slug', ${slug}::text,
                 'organiser_name', ${PAYLOADS[0]}::text, 'beneficiary_name', ${PAYLOADS[1]}::text))).*
        from campaign c where c.slug = ${CAMPAIGN} on conflict do nothing`,
  );
  await db.query(
    sql`insert into campaign_text
        select (jsonb_populate_record(t, jsonb_build_object('campaign_id', c.id, 'title', ${PAYLOADS[2]}::text,
                 'summary', ${PAYLOADS[3]}::text, 'story', ${STORY}::text))).*
        from campaign_text t join campaign o on o.id = t.campaign_id and o.slug = ${CAMPAIGN}
        join campaign c on c.slug = ${slug} on conflict do nothing`,
  );
  return slug;
}

test("S-74: S-75: S-80: two hundred attacks in a story, its names and titles are words, and its links say whose they are", async ({
  page,
  db,
}) => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(200);
  const slug = await plantCampaign(db);
  try {
    await expectHarmless(page, campaignPath("en", slug));
    const links = page.locator("section[aria-labelledby=story] a");
    await expect(links.and(page.locator('[href="https://example.org/story"]'))).toHaveCount(1);
    for (const link of await links.all()) {
      expect((await link.getAttribute("rel"))?.split(" ").toSorted()).toEqual([
        "nofollow",
        "noopener",
        "ugc",
      ]);
      // Where it led was taken away from the others.
      expect((await link.getAttribute("href")) ?? "").toMatch(/^(https?:|mailto:|#|\/|$)/);
    }
    await expect(page.locator("section[aria-labelledby=story] img")).toHaveCount(0);
    await expectHarmless(page, "/en/campaigns");
  } finally {
    await db.query(
      sql`delete from campaign_text where campaign_id in (select id from campaign where slug = ${slug})`,
    );
    await db.query(sql`delete from campaign where slug = ${slug}`);
  }
});

test("S-74: S-75: attacks in a donor's name and message and in a profile are words on every page that shows them", async ({
  page,
  db,
  context,
}) => {
  const all = PAYLOADS.join(" ");
  const person = await signedIn(db, []);
  const [name, value = ""] = person.cookie.split("=");
  await context.addCookies([{ name: name ?? "", value, url: WEB_URL }]);
  await db.query(
    sql`update user_account set name = ${all.slice(0, 120)}, bio = ${all.slice(0, 500)} where id = ${person.userId}`,
  );
  await expectHarmless(page, "/en/me");

  const tokens: string[] = [];
  for (const payload of PAYLOADS.filter((one) => /script|onerror|javascript/.test(one)).slice(0, 12)) {
    const donorName = payload.slice(0, 120);
    const { token } = await openGift({ donorEmail: person.email, donorName, message: payload.slice(0, 280) });
    tokens.push(token);
  }
  await db.query(sql`update pledge set user_id = ${person.userId} where token = any(${tokens}::text[])`);
  for (const token of tokens.slice(0, 3)) await expectHarmless(page, `/en/gifts/${token}`);
  await expectHarmless(page, "/en/me/gifts");
});
