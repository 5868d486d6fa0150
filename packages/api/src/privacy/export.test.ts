import { insertIdentity } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { updateProfile } from "../account/index.ts";
import { tellOwner } from "../factor/index.ts";
import { claimGifts, findMyGift } from "../guest/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import {
  createPerson,
  createTestContext,
  giveGift,
  PASSWORD,
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

  const data = await exportData(ctx, { password: PASSWORD }, caller);
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

  const page = writePage(data);
  expect(page).toContain("Rina &lt;b&gt;Begum&lt;/b&gt;");
  expect(page).toContain("<dt>donor email</dt>");
});

test("without the password there is no archive", async () => {
  const caller = await signInAs(ctx, await createPerson(ctx));
  const refused = exportData(ctx, { password: "something else" }, caller);
  await expect(refused).rejects.toMatchObject({ code: "account.wrong_password" });
});
