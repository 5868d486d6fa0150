import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import type { Caller } from "../account/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { createPledge } from "../pledge/index.ts";
import {
  createPerson,
  createTestCampaign,
  createTestContext,
  giftInput,
  giveBack,
  newKey,
  openPage,
  type Opened,
  settleRefund,
  signInAs,
} from "../testing/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { captured } from "../testing/scripted-provider.ts";
import { money } from "@careforall/domain/money";
import { getOwnStatistics, getStatement, listOwnGifts, listOwnYears, resendReceipt } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(() => bench.drop());

const newCaller = async (): Promise<Caller> => signInAs(ctx, await createPerson(ctx));

/** A promise of whoever is signed in, at this moment. */
async function promiseAs(caller: Caller | null, own = bench, at?: string) {
  const when = at === undefined ? own.ctx : { ...own.ctx, at: new Date(at) };
  const key = { scope: "rest:pledge.create", key: newKey() };
  const input = giftInput(own.campaign, { donorEmail: "shared@example.org" });
  const { token, totalMinor } = await createPledge(when, input, key, caller?.userId ?? null);
  return { token, totalMinor: BigInt(totalMinor), key: key.key };
}

async function giveAs(caller: Caller | null, own = bench, at?: string): Promise<Opened> {
  const when = at === undefined ? own : { ...own, ctx: { ...own.ctx, at: new Date(at) } };
  const opened = await openPage(when, await promiseAs(caller, own, at));
  own.provider.knows(opened.reference, [
    captured(money(opened.totalMinor, own.campaign.currency), `charge-${opened.reference}`),
  ]);
  await confirmPayment(when.ctx, { paymentId: opened.paymentId, cause: "test" });
  return opened;
}

test("the history has every state of one's own gifts, and nothing of others, not even with the same address", async () => {
  const [me, other] = [await newCaller(), await newCaller()];
  await promiseAs(me);
  await openPage(bench, await promiseAs(me));
  await giveAs(me);
  const back = await giveAs(me);
  await settleRefund(bench, await giveBack(bench, back, back.totalMinor), "refunded");
  await giveAs(other);
  await giveAs(null);
  await settleConsumers(ctx);

  const { items, next } = await listOwnGifts(ctx, {}, me);
  expect(items.map(({ status }) => status)).toEqual([
    "refunded",
    "completed",
    "payment_initiated",
    "pending",
  ]);
  expect(items.map(({ receiptNumber }) => receiptNumber !== null)).toEqual([true, true, false, false]);
  expect(next).toBeNull();
  expect((await listOwnGifts(ctx, {}, other)).items).toHaveLength(1);
});

test("a promise is in the history before its consumer has heard of it", async () => {
  const me = await newCaller();
  const { token } = await promiseAs(me);
  expect((await listOwnGifts(ctx, {}, me)).items).toMatchObject([{ token, status: "pending" }]);
});

test("pages follow each other without a gap, search and year narrow them", async () => {
  const me = await newCaller();
  const campaign = await createTestCampaign(ctx.db);
  for (const at of ["2024-12-31T17:30:00Z", "2024-12-31T18:30:00Z", "2025-03-01T10:00:00Z"]) {
    await giveAs(me, bench, at);
  }
  await giveAs(me, { ...bench, campaign }, "2025-05-01T10:00:00Z");
  await settleConsumers(ctx);

  const first = await listOwnGifts(ctx, { limit: 3 }, me);
  const second = await listOwnGifts(ctx, { limit: 3, after: first.next ?? "" }, me);
  expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null]);
  expect(new Set([...first.items, ...second.items].map(({ token }) => token)).size).toBe(4);

  // New Year's night in Dhaka, the account's own time zone.
  expect((await listOwnGifts(ctx, { year: 2024 }, me)).items).toHaveLength(1);
  expect((await listOwnGifts(ctx, { year: 2025 }, me)).items).toHaveLength(3);
  expect(await listOwnYears(ctx, me)).toEqual({ promised: [2025, 2024], received: [2025, 2024] });

  // In Dakar it is the old year still, but the receipt says the year of the campaign.
  await ctx.db.query(sql`update user_account set time_zone = 'Africa/Dakar' where id = ${me.userId}`);
  const inDakar = await listOwnGifts(ctx, { year: 2024 }, me);
  expect([inDakar.timeZone, inDakar.items.length]).toEqual(["Africa/Dakar", 2]);
  expect(inDakar.items.map(({ receiptNumber }) => receiptNumber?.slice(0, 4))).toEqual(["2025", "2024"]);

  expect((await listOwnGifts(ctx, { search: campaign.slug }, me)).items).toHaveLength(1);
  expect((await listOwnGifts(ctx, { search: "HEART for" }, me)).items).toHaveLength(4);
  expect((await listOwnGifts(ctx, { search: "%" }, me)).items).toEqual([]);
  const number = first.items[1]?.receiptNumber ?? "";
  expect((await listOwnGifts(ctx, { search: number }, me)).items).toMatchObject([{ receiptNumber: number }]);
});

test("statistics and the statement of a year are of what stands, per currency", async () => {
  const me = await newCaller();
  const gift = await giveAs(me, bench, "2025-08-01T10:00:00Z");
  await giveAs(me, bench, "2025-09-01T10:00:00Z");
  const gone = await giveAs(me, bench, "2025-10-01T10:00:00Z");
  await settleRefund(bench, await giveBack(bench, gift, 20_000n), "refunded");
  await settleRefund(bench, await giveBack(bench, gone, gone.totalMinor), "refunded");
  await settleConsumers(ctx);

  expect(await getOwnStatistics(ctx, me)).toEqual({
    items: [
      {
        currency: "BDT",
        givenMinor: "80000",
        giftCount: 2,
        campaignCount: 1,
        firstGiftAt: "2025-08-01T10:00:00.000Z",
        lastGiftAt: "2025-09-01T10:00:00.000Z",
      },
    ],
  });
  const statement = await getStatement(ctx, { year: 2025 }, me);
  expect(statement.rows.map(({ leftMinor }) => leftMinor)).toEqual(["30000", "50000", "0"]);
  expect(statement.sums).toEqual([
    { currency: "BDT", receiptCount: 3, totalMinor: "150000", backMinor: "70000", leftMinor: "80000" },
  ]);
});

test("S-38: nobody has a statement of a year without a gift of theirs", async () => {
  const stranger = await newCaller();
  await expect(getStatement(ctx, { year: 2025 }, stranger)).rejects.toMatchObject({
    kind: "not_found",
    code: "statement.not_found",
  });
});

test("a receipt is sent once more on demand, not twice in ten minutes, to the address of the gift alone", async () => {
  const me = await newCaller();
  const { reference } = await sentGift(me);
  expect(await resendReceipt(ctx, { reference }, me)).toEqual({ outcome: "sent" });
  await expect(resendReceipt(ctx, { reference }, me)).rejects.toMatchObject({
    kind: "rate_limited",
    code: "receipt.copy_asked_lately",
  });
  await settleConsumers(ctx);
  const later = { ...ctx, at: new Date(Date.now() + 11 * 60_000) };
  expect(await resendReceipt(later, { reference }, me)).toEqual({ outcome: "sent" });
  await settleConsumers(ctx);
  expect(await copiesOf(me)).toMatchObject([
    { recipient: "shared@example.org", state: "queued" },
    { recipient: "shared@example.org", state: "queued" },
  ]);
});

test("of ten clicks at once one sends a copy", async () => {
  const me = await newCaller();
  const { reference } = await sentGift(me);
  const clicks = Array.from({ length: 10 }, () =>
    resendReceipt(ctx, { reference }, me).then(
      ({ outcome }) => outcome,
      (error: { code: string }) => error.code,
    ),
  );
  expect((await Promise.all(clicks)).filter((outcome) => outcome === "sent")).toHaveLength(1);
});

test("S-38: the receipt of somebody else's gift, of none and of a promise is not found", async () => {
  const [me, other] = [await newCaller(), await newCaller()];
  const { reference } = await sentGift(me);
  await promiseAs(other);
  const promised = (await listOwnGifts(ctx, {}, other)).items[0]?.reference ?? "";
  for (const wanted of [reference, promised, "0".repeat(26), "!".repeat(26)]) {
    await expect(resendReceipt(ctx, { reference: wanted }, other)).rejects.toMatchObject({
      kind: "not_found",
      code: "receipt.not_found",
    });
  }
});

test("while the receipt itself is on its way there is nothing to copy, and of a gift that went back neither", async () => {
  const me = await newCaller();
  const gift = await giveAs(me);
  await settleConsumers(ctx);
  const reference = (await listOwnGifts(ctx, {}, me)).items[0]?.reference ?? "";
  expect(await resendReceipt(ctx, { reference }, me)).toEqual({ outcome: "on_its_way" });
  await ctx.db.pool.query("update message set state = 'sent', sent_at = now() where state = 'queued'");
  await settleRefund(bench, await giveBack(bench, gift, gift.totalMinor), "refunded");
  await settleConsumers(ctx);
  await expect(resendReceipt(ctx, { reference }, me)).rejects.toMatchObject({ code: "receipt.refunded" });
});

/** A gift whose receipt has gone out. */
async function sentGift(caller: Caller): Promise<{ readonly reference: string }> {
  await giveAs(caller);
  await settleConsumers(ctx);
  await ctx.db.pool.query("update message set state = 'sent', sent_at = now() where state = 'queued'");
  const [gift] = (await listOwnGifts(ctx, {}, caller)).items;
  return { reference: gift?.reference ?? "" };
}

async function copiesOf({ userId }: Caller) {
  const gifts = await ctx.db.prisma.pledge.findMany({ where: { userId } });
  return ctx.db.prisma.message.findMany({
    where: { template: "receipt_copy", pledgeId: { in: gifts.map(({ id }) => id) } },
  });
}
