import { insertIdentity } from "@careforall/db/account";
import { sql, withTransaction } from "@careforall/db/client";
import { receiptNumber } from "@careforall/domain/receipt";
import { assert } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import { type Caller, findCaller, updateProfile } from "../account/index.ts";
import { confirmByCode, confirmByPassword, tellOwner } from "../factor/index.ts";
import { claimGifts, findMyGift } from "../guest/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import {
  createPerson,
  createTestContext,
  enrol,
  giveGift,
  promiseGift,
  signInAs,
  TEST_ISSUER,
} from "../testing/index.ts";
import { exportData, writeJson, writePage } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

test("the archive holds all that is kept about a person, and nobody else's", async () => {
  const [person, other] = [await createPerson(ctx), await createPerson(ctx)];
  const caller = await signInAs(ctx, person, "the person's browser");
  await signInAs(ctx, other, "another browser");
  const profile = {
    name: "Rina <b>Begum</b>",
    phone: "+8801711000000",
    locale: "bn",
    timeZone: "Asia/Dhaka",
  } as const;
  await updateProfile(ctx, { ...profile, bio: "I sew.", birthday: "1990-02-03" }, caller);
  const claimed = await giveGift(bench, { donorEmail: person.email, message: "Get well soon" });
  await claimGifts(ctx, caller);
  await promiseGift(bench, { donorEmail: person.email, donorName: "Rina, as a guest" });
  await giveGift(bench, { donorEmail: other.email, donorName: "Other Person", message: "Their words" });
  await findMyGift(ctx, { email: person.email, amount: "500" });
  for (const { userId } of [person, other])
    await withTransaction(ctx.db, async (tx) => {
      await insertIdentity(tx, { id: ctx.newId(), userId, issuer: TEST_ISSUER, subject: `theirs-${userId}` });
      await tellOwner(ctx, tx, userId, "identity_linked");
    });
  await settleConsumers(ctx);

  const data = await exportData(ctx, caller);
  const json = writeJson(data);
  const wanted = ["+8801711000000", "I sew.", "1990-02-03", "the person's browser", "Get well soon"];
  for (const word of [
    ...wanted,
    "Rina, as a guest",
    claimed.token,
    `theirs-${person.userId}`,
    "receipt",
    "find_gifts",
    person.email,
  ])
    expect(json).toContain(word);
  for (const word of [
    other.email,
    "Other Person",
    "Their words",
    "another browser",
    `theirs-${other.userId}`,
    "argon2id",
  ])
    expect(json).not.toContain(word);
  expect(JSON.parse(json)).toMatchObject({ isWhole: true, gifts: [{}, { giftMinor: "50000" }] });

  const { receipt } = await ctx.db.prisma.pledge.findUniqueOrThrow({
    where: { token: claimed.token },
    select: { receipt: { select: { year: true, serial: true } } },
  });
  assert(receipt !== null, "a gift that was received has a receipt");
  expect(json).toContain(`"number": "${receiptNumber(receipt)}"`);
  expect(json).toContain(`${ctx.config.webUrl}/en/gifts/${claimed.token}/receipt"`);

  const page = writePage(data);
  expect(page).toContain("Rina &lt;b&gt;Begum&lt;/b&gt;");
  expect(page).toContain("<dt>donor email</dt>");
});

const MINUTE_MS = 60_000;

test("S-32: without a fresh proof there is no archive; by password, or by code for whoever has no password, there is one", async () => {
  const person = await createPerson(ctx);
  const { caller, codeAt } = await enrol(ctx, await signInAs(ctx, person));
  const after = (minutes: number) => ({ ...ctx, at: new Date(Date.now() + minutes * MINUTE_MS) });
  const callerAt = async (later: typeof ctx): Promise<Caller> => {
    const found = await findCaller(later, caller.sid);
    assert(found !== null, "the session goes on");
    return found;
  };
  const archiveAt = async (later: typeof ctx) => exportData(later, await callerAt(later));

  const later = after(6);
  await expect(archiveAt(later)).rejects.toMatchObject({ code: "account.confirm_first" });
  await confirmByPassword(later, { password: person.password }, caller);
  expect(await archiveAt(later)).toMatchObject({ isWhole: true });

  await ctx.db.query(
    sql`update user_account set password_hash = null, password_changed_at = null where id = ${person.userId}`,
  );
  const evenLater = after(12);
  await expect(archiveAt(evenLater)).rejects.toMatchObject({ code: "account.confirm_first" });
  await confirmByCode(evenLater, { code: codeAt(evenLater.at) }, caller);
  expect(await archiveAt(evenLater)).toMatchObject({ isWhole: true });
});
