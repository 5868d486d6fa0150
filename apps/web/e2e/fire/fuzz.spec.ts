import { type Db, sql } from "@careforall/db/client";
import { PROCEDURE_RULES } from "@careforall/api/router";
import { STAFF_ROLES } from "@careforall/domain/account";
import { can, type Standing } from "@careforall/domain/permission";
import * as fc from "fast-check";
import { fieldsOf, fillForm, openForm } from "../support/giving.ts";
import { newKey, openGift, pledgeTerms, postPledge } from "../support/rest.ts";
import { signedIn } from "../support/person.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { tranIdOf } from "../support/books.ts";
import { WEB_URL } from "../stack/addresses.ts";
import { measured } from "./crowd.ts";
import { anyCall } from "./fuzz/calls.ts";
import { expectDecent } from "./fuzz/judge.ts";
import {
  anyBody,
  anyHeaders,
  anyNasty,
  CONTENT_TYPES,
  METHODS,
  NASTY_BODIES,
  NASTY_TEXTS,
} from "./fuzz/rubbish.ts";
import { anySignedRubbish } from "./fuzz/signed-rubbish.ts";
import { bytesOf, newShotId, send, type Shot } from "./fuzz/shot.ts";

// Rubbish over real HTTP: whatever comes, the answer is 2xx, 3xx or 4xx, in words of ours, and garbage writes nothing but
// rows of the inbox. `pnpm fuzz` plays more of it (docs/testing.md).

test.describe.configure({ timeout: 8 * 60 * 60_000 });

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 15);
const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_121);
/** So many shots in a run are in the air at once. */
const VOLLEY = 6;
const PLAYED = { numRuns: RUNS, seed: SEED, endOnFailure: false };

/** A crowd of large bodies leaves garbage behind that the collector takes its time with; a leak would be more. */
const GROWTH_MAX_BYTES = 400 * 1024 * 1024;

const OPEN_TO_BODIES = [
  "/api/webhooks/sslcommerz",
  "/give",
  "/api/v1/pledges",
  "/api/v1/pledges/abcdefghijklmnopqrstuv/checkout",
  "/api/trpc/pledge.create",
  "/api/trpc/pledge.checkout",
];

const fire = async (shot: Shot): Promise<number> => {
  const answer = await send(shot);
  expectDecent(shot, answer);
  return answer === "cut" ? 413 : answer.status;
};

const play = <T>(arbitrary: fc.Arbitrary<T>, each: (value: T) => Promise<unknown>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(arbitrary, { minLength: VOLLEY, maxLength: VOLLEY }), async (volley) => {
      await Promise.all(volley.map(each));
    }),
    PLAYED,
  );

/** What the worker writes by itself: its diary, and what the provider answers when it asks about an open attempt. */
const DIARY = [
  "inbox",
  "worker_heartbeat",
  "consumer_progress",
  "upkeep_task",
  "invariant_run",
  "reconciliation_run",
  "payment_news",
];

type Rows = Readonly<Record<string, number>>;

/** How many rows every table of ours has, but for the inbox and what the worker writes by itself. */
async function countRows(db: Db): Promise<Rows> {
  const [row] = await db.query<{ counts: Record<string, number> }>(
    sql`select jsonb_object_agg(table_name,
               (xpath('//n/text()', query_to_xml(format('select count(*) as n from %I', table_name), false, true, '')))[1]
                 ::text::int) as counts
        from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all(${DIARY}::text[])`,
  );
  return row?.counts ?? {};
}

/** Runs `work`, after which no table may have a row more but the inbox. */
async function writingNothing(db: Db, work: () => Promise<void>): Promise<void> {
  await expect.poll(() => measured("careforall_outbox_lag_seconds")).toBe(0);
  const before = await countRows(db);
  await work();
  expect(await countRows(db)).toEqual(before);
}

let rssBefore = 0;
test.beforeAll(async () => {
  rssBefore = await measured("process_resident_memory_bytes");
});
test.afterAll(async () => {
  const grown = (await measured("process_resident_memory_bytes")) - rssBefore;
  console.log(`memory of the web grew by ${Math.round(grown / 1024 / 1024)} MB`);
  expect(grown).toBeLessThan(GROWTH_MAX_BYTES);
});

test("every kind of rubbish as a body, at every address that takes one, as every type of content", async ({
  db,
}) => {
  await writingNothing(db, async () => {
    for (const target of OPEN_TO_BODIES) {
      for (const [kind, body] of Object.entries(NASTY_BODIES)) {
        const types = body.length > 100_000 ? CONTENT_TYPES.slice(0, 3) : CONTENT_TYPES;
        const statuses = await Promise.all(
          types.map((type) =>
            fire({
              method: "POST",
              target,
              headers: { "content-type": type, "idempotency-key": newKey(), "x-request-id": newShotId() },
              body,
            }),
          ),
        );
        expect(
          statuses.filter((status) => status < 400),
          `${target}: ${kind}`,
        ).toEqual([]);
      }
    }
  });
});

test("wrong methods, endless addresses and headers, addresses that are none", async ({ db }) => {
  const targets = [
    ...OPEN_TO_BODIES,
    "/api/v1/campaigns",
    "/api/trpc/campaign.list",
    "/en/campaigns",
    "/api/health/live",
  ];
  const headers = { "x-request-id": newShotId() };
  await writingNothing(db, async () => {
    for (const target of targets) {
      await Promise.all(METHODS.map((method) => fire({ method, target, headers, body: null })));
      await fire({ method: "GET", target: `${target}?q=${"a".repeat(20_000)}`, headers, body: null });
      await fire({
        method: "GET",
        target,
        headers: { ...headers, cookie: "a=b;".repeat(10_000) },
        body: null,
      });
    }
    for (const target of [
      "*",
      "//",
      "/\\",
      "http://other.example/",
      "/%",
      "/en/%ff",
      "/api/v1/%",
      "/api/v1//",
      "/?%",
    ]) {
      await fire({ method: "GET", target, headers, body: null });
    }
  });
});

test("pages and interfaces whose address or query is rubbish", async ({ db }) => {
  const places = [
    (text: string) => `/en/campaigns/${text}`,
    (text: string) => `/bn/campaigns/${text}/give`,
    (text: string) => `/en/campaigns?q=${text}&kind=${text}&after=${text}`,
    (text: string) => `/en/campaigns/heart-valve-for-rafi?gifts=${text}`,
    (text: string) => `/en/campaigns/heart-valve-for-rafi/give?gift=${text}&kept=${text}`,
    (text: string) => `/fr/gifts/${text}`,
    (text: string) => `/${text}`,
    (text: string) => `/covers/medical/${text}`,
    (text: string) => `/api/payments/sslcommerz/return/${text}`,
    (text: string) => `/api/webhooks/${text}`,
    (text: string) => `/api/v1/campaigns?q=${text}`,
    (text: string) => `/api/v1/campaigns/${text}/totals?${text}=1`,
    (text: string) => `/api/v1/pledges/${text}`,
    (text: string) => `/api/trpc/${text}?input=${text}&batch=1`,
    (text: string) => `/api/trpc/campaign.watchTotals?input=${text}`,
  ];
  const escaped = (text: string): string =>
    [...Buffer.from(text, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  await writingNothing(db, async () => {
    for (const place of places) {
      await Promise.all(
        NASTY_TEXTS.map((text) =>
          fire({
            method: "GET",
            target: place(escaped(text)),
            headers: { "x-request-id": newShotId() },
            body: null,
          }),
        ),
      );
    }
    const anyPlace = fc.tuple(fc.constantFrom(...places), anyNasty, anyHeaders);
    await play(anyPlace, ([place, text, headers]) =>
      fire({ method: "GET", target: place(escaped(text)), headers, body: null }),
    );
  });
});

test("random bodies and headers where bodies are taken", async ({ db }) => {
  const anyShot: fc.Arbitrary<Shot> = fc.record({
    method: fc.constantFrom(...METHODS),
    target: fc.constantFrom(...OPEN_TO_BODIES),
    headers: fc
      .tuple(anyHeaders, fc.constantFrom(...CONTENT_TYPES))
      .map(([headers, type]) => ({ ...headers, "content-type": type })),
    body: anyBody,
  });
  await writingNothing(db, () => play(anyShot, fire));
});

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
function refusalFor({ standing }: Somebody, target: string): number {
  const name = /^\/api\/trpc\/([\w.]+)/.exec(target)?.[1];
  const rule = Object.entries(PROCEDURE_RULES).find(([procedure]) => procedure === name)?.[1];
  if (rule === undefined || can(standing, rule)) return 400;
  return standing.roles === null ? 401 : 403;
}

test("every procedure by REST and tRPC, asked by everybody, with inputs from its own schema: what does not fit is refused, what fits is not", async ({
  db,
}) => {
  const callers = fc.constantFrom(...(await everybody(db)));
  const { token } = await openGift({ donorEmail: newEmail() });
  const known = {
    slug: ["heart-valve-for-rafi", "no-such-campaign"],
    campaignSlug: ["heart-valve-for-rafi", "sweet-water-for-shyamnagar"],
    giftMinor: ["50000"],
    token: [token],
    currency: ["BDT"],
  };
  const before = await db.prisma.pledge.count();
  let promised = 0;
  await play(fc.tuple(anyCall(known), callers), async ([{ shot, fits }, caller]) => {
    // It would end the caller's session, and everybody else's answers with it.
    if (shot.target.startsWith("/api/trpc/account.signOutEverywhere")) return;
    const status = await fire({ ...shot, headers: { ...shot.headers, ...caller.headers } });
    const words = `${caller.standing.roles?.join() ?? "nobody"} ${shot.method} ${shot.target} ${shot.body ?? ""}`;
    if (!fits) expect(status, words).toBe(refusalFor(caller, shot.target));
    const isCreated = shot.target === "/api/trpc/pledge.create" ? status === 200 : status === 201;
    if (isCreated) promised += 1;
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

test("a signature that is right over rubbish is stored, and moves nothing", async ({ db }) => {
  const { token } = await openGift({ donorEmail: newEmail() });
  const tranId = await tranIdOf(db, token);
  await writingNothing(db, async () => {
    await play(anySignedRubbish(tranId), async (body) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const status = await fire({ method: "POST", target: "/api/webhooks/sslcommerz", headers, body });
      expect([200, 401]).toContain(status);
    });
    for (const mode of [
      "wrong_amount",
      "wrong_currency",
      "forge",
      "forge_stripped",
      "missing_signature",
      "other_store",
      "duplicate_keys",
      "not_a_form",
    ]) {
      for (const { status } of await simulator.sendIpn({ tranId, mode, copies: 3, parallel: true })) {
        expect([200, 401]).toContain(status);
      }
    }
  });
});
