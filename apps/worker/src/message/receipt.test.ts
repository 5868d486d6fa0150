import { acceptHeld } from "@careforall/api/held";
import { settleConsumers } from "@careforall/api/outbox";
import { confirmPayment } from "@careforall/api/payment";
import { captured, createTestContext, giveGift, openPage, promiseGift } from "@careforall/api/testing";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { readReceipt } from "./read-receipt.ts";
import { renderReceipt } from "./receipt.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const pledgeOf = async (token: string): Promise<string> =>
  (await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token } })).id;

test.each([
  ["en", "Receipt: Tk 515 for A heart for Rina", "Thank you, Karim", "For CareForAll’s own costs"],
  ["bn", "রসিদ: A heart for Rina — ৳৫১৫", "ধন্যবাদ, Karim", "কেয়ারফরঅলের নিজস্ব খরচের জন্য"],
  ["fr", "Reçu : 515 Tk pour A heart for Rina", "Merci, Karim", "Pour les frais de CareForAll"],
] as const)("a receipt in %s says what was paid, part by part", async (locale, subject, thanks, tip) => {
  const { token } = await giveGift(bench, { locale, donorName: "Karim", tipMinor: "1500" });
  const mail = await renderReceipt(await readReceipt(ctx, await pledgeOf(token)));
  expect(mail.subject.replaceAll("\u00a0", " ")).toBe(subject);
  expect(mail.html).toContain(thanks);
  expect(mail.html).toContain(tip);
  expect(mail.html).toContain(`/${locale}/gifts/${token}`);
});

test("a receipt names its number when it has one, and is not kept waiting for it", async () => {
  const { token } = await giveGift(bench);
  const id = await pledgeOf(token);
  expect((await renderReceipt(await readReceipt(ctx, id))).html).not.toContain("Receipt number");
  await settleConsumers(ctx);
  const receipt = await readReceipt(ctx, id);
  expect(receipt.number).toMatch(/^\d{4}-\d{6}$/);
  const { html } = await renderReceipt(receipt);
  expect(html).toContain("Receipt number");
  expect(html).toContain(`${receipt.number}`);
  expect(html).toContain(`/en/gifts/${token}/receipt`);
});

test("whoever gave no name is thanked without one", async () => {
  const { token } = await giveGift(bench, { donorName: null });
  const { html } = await renderReceipt(await readReceipt(ctx, await pledgeOf(token)));
  expect(html).toContain("Thank you<");
});

test("when staff accepted another amount, the receipt is for what was paid and not for what was promised", async () => {
  const opened = await openPage(bench, await promiseGift(bench, { tipMinor: "1500", feeCoverMinor: "1000" }));
  provider.knows(opened.reference, [captured(money(51_200n, "BDT"), "charge-short")]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  const held = await ctx.db.prisma.moneyException.findFirstOrThrow({
    where: { paymentId: opened.paymentId },
  });
  await acceptHeld(ctx, { caseId: held.id, by: "Farida", reason: "The donor called" });
  const receipt = await readReceipt(ctx, await pledgeOf(opened.token));
  expect(
    [receipt.gift, receipt.tip, receipt.feeCover, receipt.total].map((part) => part.amountMinor),
  ).toEqual([50_000n, 1_200n, 0n, 51_200n]);
});
