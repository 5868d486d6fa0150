import { insertIdentity } from "@careforall/db/account";
import { sql, withTransaction } from "@careforall/db/client";
import { KEPT_BY_LAW, listErasures } from "@careforall/db/erasure";
import { searchBooks } from "@careforall/db/testing";
import { afterAll, expect, test } from "vitest";
import { askEmailChange, findCaller, signIn, updateProfile } from "../account/index.ts";
import { tellOwner } from "../factor/index.ts";
import { claimGifts, findMyGift } from "../guest/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { getGift } from "../pledge/index.ts";
import { rebuildReadModels } from "../rebuild/index.ts";
import {
  createPerson,
  createTestContext,
  eraseLinkFor,
  expectInvariants,
  giveGift,
  openPage,
  PASSWORD,
  promiseGift,
  signInAs,
  TEST_ISSUER,
} from "../testing/index.ts";
import { addressHash } from "./address-hash.ts";
import { eraseAccount, eraseAgain, eraseGuest } from "./index.ts";

const bench = await createTestContext();
const { ctx, campaign } = bench;
afterAll(bench.drop);

const NAME = "Zubaida Quayyum";
const WORDS = "For our neighbour Zoleikha";
const PHONE = "+8801711223344";
/** Of whom nothing more is kept. */
const OWNER = { role: "OWNER", address: null, agent: null };
/** Longer than any proof is fresh. */
const STALE_MS = 3_600_000;
const DIED_AT = new Date("2026-11-20T10:00:00Z");

/** Where words are found, but for the papers that the law keeps. */
const foundOf = async (words: readonly string[]): Promise<readonly string[]> =>
  (await searchBooks(ctx.db, words)).filter((place) => !KEPT_BY_LAW.includes(place.split(":")[0] ?? ""));

/** All figures of money and people, as they stand. */
async function figures() {
  const { prisma } = ctx.db;
  return {
    entries: await prisma.ledgerEntry.findMany({ orderBy: { id: "asc" } }),
    totals: await prisma.campaignTotal.findMany({ omit: { updatedAt: true, version: true } }),
    donors: await prisma.platformDonors.findMany(),
    statistics: await prisma.donorStatistics.findMany({ orderBy: { donorId: "asc" } }),
    payments: await prisma.payment.findMany({
      select: { id: true, capturedMinor: true, providerPaymentId: true, capturedAt: true },
      orderBy: { id: "asc" },
    }),
  };
}

/** Leaves the person's words wherever programs, providers and staff write. */
async function quoteEverywhere(email: string, paymentId: string, reference: string): Promise<void> {
  const said = `550 no such user ${email} (${NAME}, ${PHONE})`;
  await ctx.db.query(sql`update payment set end_detail = ${said} where id = ${paymentId}`);
  await ctx.db.query(
    sql`insert into inbox (id, provider, dedupe_key, verdict, body, reference, received_at, last_received_at, last_error,
          processed_at, outcome)
        values (gen_random_uuid(), 'sslcommerz', ${reference}, 'accepted', ${`cus_name=${NAME}&cus_email=${email}`},
                ${reference}, now(), now(), ${said}, now(), 'ignored')`,
  );
  await ctx.db.query(
    sql`insert into payment_news (payment_id, signal, why, cause, evidence, at)
        values (${paymentId}, 'captured', 'known', 'test', ${said}, now())`,
  );
  await ctx.db.query(sql`update message set last_error = ${said} where recipient = ${email}`);
  await ctx.db.query(
    sql`insert into dead_letter (id, source, source_id, error, attempts, payload, at, task, max_attempts, replayed_at)
        values (gen_random_uuid(), 'job', ${reference}, ${email}, 18, ${email}, ${DIED_AT}, 'message/send', 18, ${DIED_AT})`,
  );
  await ctx.db.query(
    sql`insert into dead_letter_replay (id, source, source_id, who, reason, error, attempts, dead_at, at)
        values (gen_random_uuid(), 'job', ${reference}, 'staff', ${`${email} asked`}, ${email}, 1, ${DIED_AT}, ${DIED_AT})`,
  );
  await ctx.db.query(sql`update graphile_worker._private_jobs set last_error = ${said}`);
}

test("S-109 whoever is erased is found nowhere, and no figure changes", async () => {
  const person = await createPerson(ctx, { email: "zubaida@example.org" });
  const { email } = person;
  const other = "zubaida.work@example.org";
  const caller = await signInAs(ctx, person, "a rare browser 7.3");
  const profile = { name: NAME, phone: PHONE, locale: "bn", timeZone: "Asia/Dhaka", bio: WORDS } as const;
  await updateProfile(ctx, { ...profile, birthday: "1971-03-26" }, caller);
  const given = await giveGift(bench, { donorEmail: email, donorName: NAME, message: WORDS });
  await claimGifts(ctx, caller);
  // As a guest, and signed in with another address.
  await giveGift(bench, { donorEmail: email, donorName: NAME });
  const worked = await giveGift(bench, { donorEmail: other, donorName: NAME });
  await ctx.db.query(sql`update pledge set user_id = ${person.userId} where token = ${worked.token}`);
  await openPage(bench, await promiseGift(bench, { donorEmail: email, donorName: NAME }));
  await askEmailChange(ctx, { email: "zubaida.new@example.org", password: PASSWORD }, caller);
  const linked = { id: ctx.newId(), userId: person.userId, issuer: TEST_ISSUER, subject: "zubaida-9417" };
  await withTransaction(ctx.db, async (tx) => {
    await insertIdentity(tx, linked);
    await tellOwner(ctx, tx, person.userId, "identity_linked");
  });
  await findMyGift(ctx, { email, amount: "500" });
  await settleConsumers(ctx);
  await quoteEverywhere(email, given.paymentId, given.reference);
  // Not folded yet when the person goes.
  await giveGift(bench, { donorEmail: email, donorName: NAME });
  const words = [
    email,
    other,
    "zubaida.new@example.org",
    NAME,
    PHONE,
    WORDS,
    "a rare browser 7.3",
    "zubaida-9417",
    "1971-03-26",
  ];
  expect((await searchBooks(ctx.db, words)).length).toBeGreaterThan(15);

  const before = await figures();
  expect(await eraseAccount(ctx, caller)).toBe(5);
  expect(await foundOf(words)).toEqual([]);
  expect(await figures()).toEqual(before);
  expect(await findCaller(ctx, caller.sid)).toBeNull();
  expect(await ctx.db.prisma.auditEntry.findMany({ where: { action: "account.erase" } })).toMatchObject([
    { ...OWNER, actorUserId: person.userId, after: { cause: "owner", gifts: 5 } },
  ]);
  const again = signIn(ctx, { email, password: PASSWORD }, { agent: null, address: null });
  await expect(again).rejects.toMatchObject({ code: "account.sign_in_refused" });

  await settleConsumers(ctx);
  expect(await foundOf(words)).toEqual([]);
  const gift = await getGift(ctx, { token: given.token });
  expect([gift.truth, gift.donorName, gift.message]).toEqual(["received", null, null]);
  // The one that was folded late is the same person's, who is counted once.
  const donors = await ctx.db.prisma.campaignDonor.count({ where: { campaignId: campaign.id } });
  expect(donors).toBe(2);
  const rebuilt = await rebuildReadModels({ ...ctx, db: bench.owner }, { mayReplace: false, shownMax: 10 });
  expect([rebuilt.differences, rebuilt.shown]).toEqual([0, []]);
  await expectInvariants(ctx.db);
});

test("without a fresh proof nobody is erased, and who works here is asked to give up the roles first", async () => {
  const person = await createPerson(ctx);
  const staff = await createPerson(ctx, { roles: ["SUPPORT"] });
  const stale = { ...(await signInAs(ctx, person)), confirmedAt: new Date(Date.now() - STALE_MS) };
  await expect(eraseAccount(ctx, stale)).rejects.toMatchObject({ code: "account.confirm_first" });
  const refused = eraseAccount(ctx, await signInAs(ctx, staff));
  await expect(refused).rejects.toMatchObject({ code: "account.erase_staff" });
  expect(await searchBooks(ctx.db, [person.email, staff.email])).not.toEqual([]);
});

test("of ten clicks at once on the link of a guest one erases, and gifts in accounts stay", async () => {
  const email = "guest-who-goes@example.org";
  const owner = await createPerson(ctx);
  await giveGift(bench, { donorEmail: email, donorName: "Guest Who Goes" });
  const { token } = await promiseGift(bench, { donorEmail: email, donorName: "Owned" });
  await ctx.db.query(sql`update pledge set user_id = ${owner.userId} where token = ${token}`);
  await settleConsumers(ctx);
  const before = await figures();
  const secret = await eraseLinkFor(bench, email);
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => eraseGuest(ctx, { secret })));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "account.link_dead" },
  });
  expect(await figures()).toEqual(before);
  expect(await foundOf(["Guest Who Goes"])).toEqual([]);
  expect(await ctx.db.prisma.auditEntry.findMany({ where: { action: "guest.erase" } })).toMatchObject([
    {
      actorUserId: null,
      actorName: "the holder of a mailed link",
      role: "GUEST",
      after: { cause: "link", gifts: 1 },
    },
  ]);
  const kept = await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token } });
  expect([kept.donorEmail, kept.donorName]).toEqual([email, "Owned"]);
  await expectInvariants(ctx.db);
});

test("a link that is too old, was replaced or is none of ours erases nothing", async () => {
  const email = "changes-mind@example.org";
  await promiseGift(bench, { donorEmail: email });
  const first = await eraseLinkFor(bench, email);
  const second = await eraseLinkFor(bench, email);
  await ctx.db.query(
    sql`update guest_request set expires_at = now() where email = ${email} and expires_at is not null`,
  );
  for (const secret of [first, second, "A".repeat(22)])
    await expect(eraseGuest(ctx, { secret })).rejects.toMatchObject({ code: "account.link_dead" });
  expect(await searchBooks(ctx.db, [email])).not.toEqual([]);
});

test("S-110 after a restore the list erases again who is there again, once; who gave anew since keeps that", async () => {
  const person = await createPerson(ctx);
  const guest = "restored@example.org";
  for (const donorEmail of [person.email, guest])
    await promiseGift(bench, { donorEmail, donorName: "Restored One" });
  const at = new Date(Date.now() + 1_000);
  const lost = [
    {
      id: ctx.newId(),
      kind: "account",
      userId: person.userId,
      addressHash: addressHash(ctx, person.email),
      at,
    },
    { id: ctx.newId(), kind: "guest", userId: null, addressHash: addressHash(ctx, guest), at },
  ] as const;
  const anew = await promiseGift(
    { ...bench, ctx: { ...ctx, at: new Date(Date.now() + 60_000) } },
    {
      donorEmail: guest,
      donorName: "Gives Anew",
    },
  );
  const known = await listErasures(ctx.db);
  expect(await eraseAgain(ctx, [...known, ...lost])).toBe(2);
  expect(await eraseAgain(ctx, [...known, ...lost])).toBe(0);
  for (const { id, kind } of lost)
    expect(await ctx.db.prisma.auditEntry.findMany({ where: { subjectId: id } })).toMatchObject([
      { action: `${kind}.erase`, actorName: "a test", role: "COMMAND", after: { cause: "again" } },
    ]);
  expect(await searchBooks(ctx.db, ["Restored One", person.email])).toEqual([]);
  expect(await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token: anew.token } })).toMatchObject({
    donorEmail: guest,
    donorName: "Gives Anew",
  });
});

test("the exception to append-only tables holds in the transaction of its record alone, and for words alone", async () => {
  const [record] = await listErasures(ctx.db);
  const client = await bench.owner.pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('careforall.erasure', $1, true)", [record?.id]);
    const later = client.query("update payment_history set evidence = null");
    await expect(later).rejects.toMatchObject({ constraint: "payment_history_append_only" });
    await client.query("rollback; begin");
    await client.query(
      `insert into erasure select gen_random_uuid(), 'guest', null, repeat('0', 64), 0, 'link', now() returning id`,
    );
    await client.query(
      "select set_config('careforall.erasure', (select id::text from erasure order by at desc limit 1), true)",
    );
    await client.query("update payment_history set evidence = null");
    const state = client.query("update payment_history set evidence = null, to_status = 'failed'");
    await expect(state).rejects.toMatchObject({ constraint: "payment_history_append_only" });
  } finally {
    await client.query("rollback");
    client.release();
  }
});
