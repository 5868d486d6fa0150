import { sql, withTransaction } from "@careforall/db/client";
import { attemptsOf, tokensOf, tranIdOf } from "../support/books.ts";
import { fieldsOf, fillForm, openForm } from "../support/giving.ts";
import { call, newKey, postCheckout, postPledge } from "../support/rest.ts";
import { movedSince, openAgain, restart, scenarioTotals, termsOf } from "../support/scenario.ts";
import { simulator } from "../support/simulator.ts";
import { expect, test } from "../support/test.ts";
import { expectGivenOnce } from "../support/witness.ts";
import { web } from "../stack/programs.ts";
import { WEB_URL } from "../stack/addresses.ts";

// Idempotency: one key is one promise, whatever happens between (docs/testing.md lists the 38 scenarios).

const UUID = /^[0-9a-f-]{36}$/;

test("ID-01 a repeat with the same key gets the first answer byte for byte, with a request id of its own", async ({
  email,
  db,
}) => {
  const key = newKey();
  const terms = termsOf(email);
  const first = await postPledge(terms, key);
  const again = await postPledge(terms, key);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.text).toBe(first.text);
  expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
    null,
    "true",
  ]);
  expect(first.headers.get("x-request-id")).toMatch(UUID);
  expect(again.headers.get("x-request-id")).toMatch(UUID);
  expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
  // The order of the fields is no part of the request.
  const turned = Object.fromEntries(Object.entries(terms).toReversed());
  expect((await postPledge(turned, key)).text).toBe(first.text);

  const [token = "", ...others] = await tokensOf(db, email);
  expect(others).toEqual([]);
  await simulator.pay({ tranId: await openAgain(db, token), outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  // A paid gift is still the answer to its first request, and not a reason for a second one.
  expect((await postPledge(terms, key)).text).toBe(first.text);
});

test("ID-02 the same key with another request is refused with 422, and nothing is written", async ({
  email,
  db,
}) => {
  const key = newKey();
  const terms = termsOf(email);
  const first = await postPledge(terms, key);
  expect(first.status).toBe(201);
  const count = () =>
    Promise.all([db.prisma.pledge.count(), db.prisma.outbox.count(), db.prisma.idempotencyKey.count()]);
  const before = await count();
  for (const other of [{ giftMinor: "50001" }, { isAnonymous: true }, { donorEmail: `x${email}` }]) {
    const answer = await postPledge({ ...terms, ...other }, key);
    expect([answer.status, answer.body.error?.code]).toEqual([422, "idempotency.key_reused"]);
  }
  expect(await count()).toEqual(before);
  expect((await postPledge(terms, key)).text).toBe(first.text);
});

test("ID-03 a missing or guessable key is refused with 400, and nothing is written", async ({
  email,
  db,
}) => {
  const post = (headers: Record<string, string>) =>
    call("/pledges", { method: "POST", body: termsOf(email), headers });
  const missing = await post({});
  expect([missing.status, missing.body.error?.code]).toEqual([400, "idempotency.missing"]);
  for (const weak of ["1", "1234", "abc"]) {
    const answer = await post({ "idempotency-key": weak });
    expect([answer.status, answer.body.error?.code]).toEqual([400, "idempotency.weak_key"]);
  }
  expect(await tokensOf(db, email)).toEqual([]);
  expect(await db.prisma.idempotencyKey.count({ where: { key: { in: ["1", "1234", "abc"] } } })).toBe(0);
});

test("ID-04 a repeat while the first is under way is told to come back (409), and works once the first has died", async ({
  email,
  db,
}) => {
  const key = newKey();
  const claimed = Promise.withResolvers<undefined>();
  const death = Promise.withResolvers<undefined>();
  // A first request that has claimed the key, and dies before its commit.
  const first = withTransaction(db, async (tx) => {
    await tx.query(
      sql`insert into idempotency_key (scope, key, request_hash, created_at)
          values ('api:pledge.create', ${key}, ${"0".repeat(64)}, ${tx.at})`,
    );
    claimed.resolve(undefined);
    await death.promise;
    throw new Error("died before its commit");
  });
  try {
    await Promise.race([claimed.promise, first]);
    const meanwhile = await postPledge(termsOf(email), key);
    expect([meanwhile.status, meanwhile.body.error?.code]).toEqual([409, "idempotency.in_flight"]);
    expect(meanwhile.headers.get("retry-after")).toBe("1");
    expect(await tokensOf(db, email)).toEqual([]);
  } finally {
    death.resolve(undefined);
    await expect(first).rejects.toThrow("died before its commit");
  }
  const later = await postPledge(termsOf(email), key);
  expect(later.status).toBe(201);
  expect(await tokensOf(db, email)).toEqual([later.body.data?.token]);
});

test("ID-05 twenty posts in parallel with one key make one pledge and give twenty equal answers", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 20 }, () => postPledge(termsOf(email), key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const fresh = answers.filter(({ headers }) => headers.get("idempotent-replayed") === null);
  expect(fresh).toHaveLength(1);
  const [token = "", ...others] = await tokensOf(db, email);
  expect(others).toEqual([]);

  // Nor do twenty clicks on "pay" open more than one page, or twenty equal notifications count twice.
  const pages = await Promise.all(Array.from({ length: 20 }, () => postCheckout(token)));
  expect(new Set(pages.map(({ body }) => body.data?.redirectUrl)).size).toBe(1);
  expect(await attemptsOf(db, token)).toHaveLength(1);
  const tranId = await tranIdOf(db, token);
  await simulator.pay({ tranId, outcome: "success", ipn: false });
  await simulator.sendIpn({ tranId, mode: "repeat", copies: 20, parallel: true });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
});

test("ID-06 the first answer survives a kill of the web: replayed byte for byte by the next process", async ({
  email,
  db,
}) => {
  const key = newKey();
  const first = await postPledge(termsOf(email), key);
  expect(first.status).toBe(201);
  await restart(web);
  const again = await postPledge(termsOf(email), key);
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
  expect(again.text).toBe(first.text);
  expect(await tokensOf(db, email)).toEqual([first.body.data?.token]);
});

test("ID-07 X-Idempotency-Key is the same key as Idempotency-Key: one pledge under both names", async ({
  email,
  db,
}) => {
  const key = newKey();
  const body = termsOf(email);
  const first = await call("/pledges", { method: "POST", body, headers: { "x-idempotency-key": key } });
  expect(first.status).toBe(201);
  const again = await postPledge(body, key);
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
  expect(again.text).toBe(first.text);
  expect(await tokensOf(db, email)).toHaveLength(1);
  // Another person's equal words under another key are another promise.
  expect((await postPledge(body, newKey())).status).toBe(201);
  expect(await tokensOf(db, email)).toHaveLength(2);
});

test("ID-08 the form carries its own key: ten posts of one form in parallel make one pledge and one payment page", async ({
  page,
  email,
  db,
}) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  const body = await fieldsOf(page);
  const post = async (): Promise<{ status: number; location: string }> => {
    const response = await fetch(`${WEB_URL}/give`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: WEB_URL },
      body,
    });
    return { status: response.status, location: response.headers.get("location") ?? "" };
  };
  const answers = await Promise.all(Array.from({ length: 10 }, post));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  const [token = "", ...others] = await tokensOf(db, email);
  expect(others).toEqual([]);
  expect(await attemptsOf(db, token)).toHaveLength(1);
  await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
});
