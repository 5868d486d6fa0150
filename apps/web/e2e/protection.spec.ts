import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { hash } from "node:crypto";
import { DATA, ROOT, WEB_URL } from "./stack/addresses.ts";
import { campaignPath, expectThanks, fillForm, openForm, payOnWallet, sendButton } from "./support/giving.ts";
import { allPages } from "./support/pages.ts";
import { openGift } from "./support/rest.ts";
import { keepChallenge } from "./support/challenge.ts";
import { expect, test } from "./support/test.ts";

// What browsers are told about our pages, and what nobody may ask for.

const ask = (address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${WEB_URL}${address}`, { redirect: "manual", ...init });

const policyOf = (answer: Response): string => answer.headers.get("content-security-policy") ?? "";
const nonceOf = (answer: Response): string => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? "";

test("S-76: every page has a nonce of its own in its policy and on each of its scripts, and no browser stores it", async ({
  db,
  email,
}) => {
  const nonces = new Set<string>();
  for (const { name, path: address } of await allPages(db, email)) {
    const answer = await ask(`/en${address}`);
    const [nonce, policy, html] = [nonceOf(answer), policyOf(answer), await answer.text()];
    expect(nonce, name).toHaveLength(24);
    nonces.add(nonce);
    expect(policy, name).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic';`);
    for (const rule of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self' http://127.0.0.1:",
    ])
      expect(policy, name).toContain(rule);
    expect(policy, name).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    for (const [script] of html.matchAll(/<script\b[^>]*>/g))
      expect(script, name).toContain(`nonce="${nonce}"`);
    expect(answer.headers.get("cache-control"), name).toMatch(/no-store|private, no-cache/);
  }
  expect(nonces.size).toBe((await allPages(db, email)).length);
});

test("S-76: nothing of ours is blocked on any page, from the campaign to the thanks by way of the provider's own site", async ({
  page,
  db,
  email,
}) => {
  const blocked: string[] = [];
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) blocked.push(message.text());
  });
  for (const { path: address } of await allPages(db, email)) {
    await page.goto(`/en${address}`);
    await page.waitForLoadState("networkidle");
  }
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await sendButton(page).click();
  await payOnWallet(page);
  await expectThanks(page, "Tk 500");
  expect(blocked).toEqual([]);
});

test("S-76: S-118: a form to another site, a script in markup and a frame are blocked", async ({ page }) => {
  const blocked: string[] = [];
  page.on("console", (message) => blocked.push(message.text()));
  await openForm(page);
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.src = "https://attacker.example/";
    // What markup that got into a page would try; a script element put in this way never runs in any browser.
    const markup = document.createElement("div");
    markup.innerHTML = '<img src="data:," onerror="window.wasRun = true">';
    const form = document.createElement("form");
    form.method = "post";
    form.action = "https://attacker.example/";
    document.body.append(frame, markup, form);
    form.submit();
  });
  const directives = ["form-action", "frame-src", "script-src"];
  await expect
    .poll(() => directives.filter((name) => blocked.some((text) => text.includes(name))))
    .toEqual(directives);
  expect(await page.evaluate(() => "wasRun" in window)).toBe(false);
  expect(page.url()).toContain("/give");
});

test("S-77: a policy or a nonce that a request brings reaches neither the page nor its policy", async () => {
  const brought = {
    "content-security-policy": "script-src 'nonce-evil'",
    "x-nonce": "evil",
    "x-middleware-subrequest": "1",
  };
  for (const address of ["/en", `${campaignPath()}/give`, "/en/no/such/page"]) {
    const answer = await ask(address, { headers: brought });
    expect(nonceOf(answer)).toHaveLength(24);
    expect(await answer.text()).not.toContain("evil");
  }
});

test("S-78: every answer has the headers that protect it, whoever gives it; none says what it was made with", async ({
  email,
}) => {
  const { token } = await openGift({ donorEmail: email });
  const html = await (await ask("/en")).text();
  const file = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? "";
  const cover = /\/covers\/[^"\s]+/.exec(html)?.[0] ?? "";
  expect([file, cover]).not.toContain("");
  const addresses: readonly [string, RequestInit?][] = [
    ["/"],
    ["/en"],
    [`/en/gifts/${token}`],
    ["/en/no/such/page"],
    [file],
    [cover],
    ["/icon.svg"],
    ["/robots.txt"],
    ["/_next/static/nothing.js"],
    ["/api/v1/campaigns"],
    ["/api/v1/nothing"],
    ["/api/trpc/campaign.top"],
    ["/api/webhooks/sslcommerz", { method: "POST", body: "x" }],
    ["/api/health/live"],
    ["/api/metrics"],
    ["/give", { method: "POST" }],
    ["/en", { method: "PUT" }],
    ["/%ff"],
  ];
  for (const [address, init] of addresses) {
    const { headers, status } = await ask(address, init);
    const shown = `${init?.method ?? "GET"} ${address} ${status}`;
    expect(headers.get("x-content-type-options"), shown).toBe("nosniff");
    expect(headers.get("x-frame-options"), shown).toBe("DENY");
    expect(headers.get("cross-origin-opener-policy"), shown).toBe("same-origin");
    expect(headers.get("permissions-policy"), shown).toContain("camera=()");
    expect(headers.get("referrer-policy"), shown).toBe(
      address.includes("/gifts/") ? "no-referrer" : "strict-origin-when-cross-origin",
    );
    expect(headers.get("content-security-policy"), shown).toMatch(/^default-src '(none|self)'/);
    expect(headers.get("x-powered-by"), shown).toBeNull();
    // S-53: no site is told that it may read us.
    expect(headers.get("access-control-allow-origin"), shown).toBeNull();
  }
});

test("S-53: S-119: TRACE, OPTIONS and unknown methods are refused, and no foreign origin is let in", async () => {
  for (const method of ["OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
    for (const address of [
      "/en",
      "/give",
      "/api/health/live",
      "/api/webhooks/sslcommerz",
      "/api/csp-report",
    ]) {
      const answer = await ask(address, { method, headers: { origin: "https://attacker.example" } });
      expect([method, address, answer.status]).toEqual([method, address, 405]);
      expect(answer.headers.get("allow")).toMatch(/POST/);
    }
  }
});

test("reports of browsers are taken in small numbers and sizes, and nothing else is", async () => {
  const report = JSON.stringify({
    "csp-report": { "effective-directive": "script-src", "blocked-uri": "inline" },
  });
  const send = async (body: string, type = "application/csp-report") =>
    (await ask("/api/csp-report", { method: "POST", body, headers: { "content-type": type } })).status;
  expect(await send(report)).toBe(204);
  expect(await send("no report")).toBe(204);
  expect(await send(report, "text/plain")).toBe(415);
  expect(await send("x".repeat(20_000))).toBe(413);
});

test("S-68: a browser answers the challenge by itself, and the payment page opens", async ({
  page,
  email,
}) => {
  const challenge = await keepChallenge(page, email);
  const posted = page.waitForRequest(
    (request) => request.method() === "POST" && request.url().endsWith("/give"),
  );
  await page.goto(challenge.address);
  const proof = new URLSearchParams((await posted).postData() ?? "").get("proof") ?? "";
  expect(proof).toMatch(/:\d+$/);
  const digest = hash("sha256", proof, "buffer");
  expect(Math.clz32(digest.readUInt32BE(0))).toBeGreaterThanOrEqual(12);
  await payOnWallet(page);
  await expectThanks(page, "Tk 500");
});

test("S-107: no setting's name or secret is in the files that browsers load, and no source map is there", async () => {
  const folder = path.join(ROOT, "apps/web/.next/static");
  expect(existsSync(folder)).toBe(true);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.\w+$/.test(name),
  );
  const secrets = Object.values(
    JSON.parse(readFileSync(DATA.secrets, "utf8")) as Record<string, unknown>,
  ).filter((value): value is string => typeof value === "string" && value.length >= 16);
  expect(secrets.length).toBeGreaterThan(0);
  expect(files.filter((name) => name.endsWith(".map"))).toEqual([]);
  for (const name of files.filter((file) => /\.(js|css)$/.test(file))) {
    const text = readFileSync(path.join(folder, name), "utf8");
    expect(text, name).not.toMatch(
      /DATABASE_URL|DATABASE_OWNER_URL|FORM_SECRET|HEALTH_TOKEN|STORE_PASSWORD|SMTP_URL|sourceMappingURL/,
    );
    for (const secret of secrets) expect(text.includes(secret), name).toBe(false);
    expect((await ask(`/_next/static/${name}.map`)).status).toBe(404);
  }
});
