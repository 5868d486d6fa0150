import type { Db } from "@careforall/db/client";
import { PROCEDURE_RULES } from "@careforall/api/router";
import { STAFF_ROLES } from "@careforall/domain/account";
import { can, type Standing } from "@careforall/domain/permission";
import * as fc from "fast-check";
import { fieldsOf, fillForm, openForm } from "../support/giving.ts";
import { newKey, openGift, pledgeTerms, postPledge } from "../support/rest.ts";
import { signedIn } from "../support/person.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { WEB_URL } from "../stack/addresses.ts";
import { anyCall, type Call, everyCall } from "./fuzz/calls.ts";
import { fire, FUZZ_TIMEOUT_MS, play, SEED, watchMemory, writingNothing } from "./fuzz/play.ts";
import { anyNasty, NASTY_TEXTS } from "./fuzz/rubbish.ts";
import { bytesOf, type Shot } from "./fuzz/shot.ts";

// Inputs that almost fit, over real HTTP: whatever comes, the answer is 2xx, 3xx or 4xx, in words of ours, and garbage writes nothing but
// rows of the inbox. `pnpm fuzz` plays more of it (docs/testing.md).

test.describe.configure({ timeout: FUZZ_TIMEOUT_MS });
watchMemory();

/** Somebody of each kind, and what a browser of theirs sends with a call. */
async function everybody(db: Db): Promise<readonly Somebody[]> {
  const people = [[], ...STAFF_ROLES.map((role) => [role])].map(async (roles) => {
    const { cookie } = await signedIn(db, roles);
    return { standing: { roles, holdsLink: true }, headers: { cookie, "sec-fetch-site": "same-origin" } };
  });
  return [{ standing: { roles: null, holdsLink: true }, headers: {} }, ...(await Promise.all(people))];
}
type Somebody = { readonly standing: Standing; readonly headers: Readonly<Record<string, string>> };

/** What somebody is told whose input does not fit: that, or before it that they may not ask at all. */
function refusalFor({ standing }: Somebody, procedure: string): number {
  const rule = Object.entries(PROCEDURE_RULES).find(([name]) => name === procedure)?.[1];
  if (rule === undefined || can(standing, rule)) return 400;
  return standing.roles === null ? 401 : 403;
}

/** Makes a call as somebody, and judges the answer. Answers whether it made a promise. */
async function callAs(caller: Somebody, { procedure, shot, fits }: Call): Promise<boolean> {
  const status = await fire({ ...shot, headers: { ...shot.headers, ...caller.headers } });
  const due = fits ? status : refusalFor(caller, procedure);
  if (status !== due) {
    const who = caller.standing.roles?.join() ?? "nobody";
    throw new Error(`${status} instead of ${due}: ${who} ${shot.method} ${shot.target} ${shot.body ?? ""}`);
  }
  return procedure === "pledge.create" && status < 300;
}

/** It ends the caller's session, and everybody else's answers with it. */
const ENDS_SESSION = "account.signOutEverywhere";

/** Inputs in which something of the stack's books is named lead further than made-up ones. */
async function knownThings() {
  const { token } = await openGift({ donorEmail: newEmail() });
  return {
    slug: ["heart-valve-for-rafi", "no-such-campaign"],
    campaignSlug: ["heart-valve-for-rafi", "sweet-water-for-shyamnagar"],
    giftMinor: ["50000"],
    token: [token],
    currency: ["BDT"],
  };
}

test("every procedure by REST and tRPC is asked by everybody: with an input from its own schema, and with a key more, which is refused", async ({
  db,
}) => {
  const known = await knownThings();
  const before = await db.prisma.pledge.count();
  const callers = await everybody(db);
  const leaving = await everybody(db);
  const any = everyCall(known);
  const promises = await Promise.all(
    callers.map(async (caller, nth) => {
      const [calls = []] = fc.sample(any, { numRuns: 1, seed: SEED + nth });
      let promised = 0;
      for (const call of calls) {
        const isLast = call.procedure === ENDS_SESSION && call.fits;
        if (await callAs(isLast ? (leaving[nth] ?? caller) : caller, call)) promised += 1;
      }
      return promised;
    }),
  );
  const promised = promises.reduce((sum, count) => sum + count, 0);
  expect((await db.prisma.pledge.count()) - before).toBe(promised);
});

test("more inputs from their schemas, of anybody: what does not fit is refused, what fits is not", async ({
  db,
}) => {
  const callers = fc.constantFrom(...(await everybody(db)));
  const known = await knownThings();
  const before = await db.prisma.pledge.count();
  let promised = 0;
  await play(fc.tuple(anyCall(known), callers), async ([call, caller]) => {
    if (call.procedure !== ENDS_SESSION && (await callAs(caller, call))) promised += 1;
  });
  // As many pledges as promises that were answered: what was refused has written none.
  expect((await db.prisma.pledge.count()) - before).toBe(promised);
});

test("what a strict input does not know is refused, by whatever name", async () => {
  for (const name of ["status", "__proto__", "constructor", "createdAt", "raisedMinor"]) {
    const body = JSON.stringify(pledgeTerms({ donorEmail: newEmail() })).replace(
      "{",
      `{"${name}":{"isAdmin":true},`,
    );
    for (const target of ["/api/v1/pledges", "/api/trpc/pledge.create"]) {
      const headers = { "content-type": "application/json", "idempotency-key": newKey() };
      expect(await fire({ method: "POST", target, headers, body: bytesOf(body) }), `${target}: ${name}`).toBe(
        400,
      );
    }
  }
});

test("a form of ours with rubbish in its fields comes back with everything kept, and promises nothing", async ({
  page,
  email,
  db,
}) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  const form = await fieldsOf(page);
  const names = [
    "donorName",
    "donorEmail",
    "message",
    "tip",
    "giftOther",
    "gift",
    "method",
    "slug",
    "token",
    "formId",
  ];
  const spoil = (name: string, value: string): Shot => {
    const fields = new URLSearchParams(form);
    // With no amount and no e-mail it is never whole, whatever else is right.
    for (const gone of ["gift", "giftOther", "donorEmail"]) fields.set(gone, "");
    fields.set(name, value);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { method: "POST", target: "/give", headers, body: fields.toString() };
  };
  await writingNothing(db, async () => {
    await Promise.all(NASTY_TEXTS.flatMap((text) => names.map((name) => fire(spoil(name, text)))));
    await play(fc.tuple(fc.constantFrom(...names), anyNasty), ([name, text]) => fire(spoil(name, text)));
  });
  expect(await db.prisma.pledge.count({ where: { donorEmail: email } })).toBe(0);
});

test("a gift whose words are rubbish is promised or refused, and its pages are shown", async () => {
  await play(fc.tuple(anyNasty, anyNasty), async ([donorName, message]) => {
    const { status, body } = await postPledge(pledgeTerms({ donorEmail: newEmail(), donorName, message }));
    expect([201, 400]).toContain(status);
    if (body.data === undefined) return;
    const page = await fetch(`${WEB_URL}/bn/gifts/${body.data.token}`);
    expect(page.status).toBe(200);
    await page.body?.cancel();
  });
});
