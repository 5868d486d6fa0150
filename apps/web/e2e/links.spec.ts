import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { Db } from "@careforall/db/client";
import { PORTS, WEB_URL } from "./stack/addresses.ts";
import { confirm, linkTo, register } from "./support/account.ts";
import { openGift } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";

// Links that are mailed: where they lead, and what opening them does.

const ATTACKER = "attacker.example";
const NETWORK_WAIT_MS = 20_000;

/** A form as a script posts it that says to be for another host, in every way that proxies say so. */
async function postForged(form: string, fields: Record<string, string>): Promise<number> {
  const sent = request({
    host: "127.0.0.1",
    port: PORTS.web,
    path: `/account/${form}`,
    method: "POST",
    headers: {
      host: ATTACKER,
      "x-forwarded-host": ATTACKER,
      "x-forwarded-proto": "https",
      "x-original-host": ATTACKER,
      forwarded: `host=${ATTACKER};proto=https`,
      "content-type": "application/x-www-form-urlencoded",
    },
  });
  sent.end(new URLSearchParams({ locale: "en", ...fields }).toString());
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

test("S-21: a forged Host reaches no link that we mail", async ({ page, email }) => {
  const password = "loom and river 47";
  expect(await postForged("register", { email, password, name: "Rina Begum" })).toBe(303);
  await confirm(page, email);
  await openGift({ donorEmail: email });
  for (const form of ["forgot", "find-gift", "ask-erasure"])
    expect(await postForged(form, { email })).toBe(303);
  await expect
    .poll(async () => (await simulator.mailTo(email)).length, { timeout: NETWORK_WAIT_MS })
    .toBeGreaterThanOrEqual(4);
  for (const { text, html, subject } of await simulator.mailTo(email)) {
    expect(`${subject} ${text} ${html}`).not.toContain(ATTACKER);
    for (const [, href = ""] of html.matchAll(/href="([^"]+)"/g))
      expect(href.startsWith(`${WEB_URL}/`), href).toBe(true);
  }
});

/** Everything that a link could have changed. */
async function stateOf({ prisma }: Db, email: string) {
  return {
    tokens: await prisma.userToken.findMany({ where: { email }, orderBy: { id: "asc" } }),
    letters: await prisma.guestRequest.findMany({ where: { email }, orderBy: { id: "asc" } }),
    people: await prisma.user.findMany({ where: { email } }),
    sessions: await prisma.userSession.count({ where: { user: { email } } }),
    gifts: await prisma.pledge.findMany({
      where: { donorEmail: email },
      select: { donorEmail: true, donorName: true },
    }),
  };
}

test("S-22: opening a mailed link, as scanners of mail do, changes nothing, and its owner can still use it", async ({
  page,
  request: scanner,
  db,
  email,
}) => {
  const open = async (link: string): Promise<void> => {
    const before = await stateOf(db, email);
    for (let nth = 0; nth < 3; nth++) expect((await scanner.get(link)).status()).toBe(200);
    await scanner.head(link);
    await page.goto(link);
    expect(await stateOf(db, email)).toEqual(before);
  };
  await openGift({ donorEmail: email, donorName: "Rina" });
  await register(page, email);
  await open(await linkTo(email, "verify"));
  await confirm(page, email);
  expect(await postForged("forgot", { email })).toBe(303);
  await open(await linkTo(email, "reset"));
  expect(await postForged("ask-erasure", { email })).toBe(303);
  const erase = await linkTo(email, "forget-me");
  await open(erase);
  await page.getByRole("button", { name: "Erase for ever" }).click();
  await expect(page.getByRole("status")).toHaveText("Your data are erased.");
});
