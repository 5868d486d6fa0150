import { findMyGift } from "@careforall/api/guest";
import { settleConsumers } from "@careforall/api/outbox";
import { captured, createTestContext, giveGift, openPage, promiseGift } from "@careforall/api/testing";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import type { Mail } from "./mailer.ts";
import { sendMessage } from "./send-message.ts";

const bench = await createTestContext();
const { ctx, provider, campaign } = bench;
afterAll(bench.drop);

/** Sends every letter of a template that waits for an address. */
async function lettersTo(recipient: string): Promise<readonly Mail[]> {
  await settleConsumers(ctx);
  const sent: Mail[] = [];
  const mailer = {
    close: () => undefined,
    send: (mail: Mail) => {
      sent.push(mail);
      return Promise.resolve();
    },
  };
  const { run } = sendMessage(mailer);
  const where = { recipient, template: "find_gifts", state: "queued" };
  for (const { id } of await ctx.db.prisma.message.findMany({ where }))
    await run(ctx, { messageId: id }, { isLastTry: false });
  return sent;
}

test.each([
  ["en", "The money has arrived.", "You have not been charged."],
  ["bn", "টাকা এসে গেছে।", "আপনার কাছ থেকে কিছু নেওয়া হয়নি।"],
  ["fr", "L’argent est arrivé.", "Rien ne vous a été débité."],
] as const)("the letter in %s links each gift and says how it stands", async (locale, paid, unpaid) => {
  const donorEmail = `finder-${locale}@example.org`;
  const given = await giveGift(bench, { donorEmail });
  const promised = await promiseGift(bench, { donorEmail });
  await findMyGift(ctx, { email: ` ${donorEmail.toUpperCase()} `, locale });
  const [letter, ...more] = await lettersTo(donorEmail);
  expect(more).toEqual([]);
  for (const { token } of [given, promised])
    expect(letter?.html).toContain(`http://localhost:3000/${locale}/gifts/${token}`);
  expect(letter?.text).toContain(paid);
  expect(letter?.text).toContain(unpaid);
});

test("a gift whose notification was lost is confirmed by looking for it, and the letter says so", async () => {
  const donorEmail = "lost@example.org";
  const opened = await openPage(bench, await promiseGift(bench, { donorEmail }));
  provider.knows(opened.reference, [
    captured(money(opened.totalMinor, campaign.currency), `c-${opened.token}`),
  ]);
  await findMyGift(ctx, { email: donorEmail });
  const [letter] = await lettersTo(donorEmail);
  expect(letter?.text).toContain("The money has arrived.");
  const steps = await ctx.db.prisma.paymentHistory.findMany({ where: { paymentId: opened.paymentId } });
  expect(steps.at(-1)).toMatchObject({ toStatus: "captured", cause: "find_my_gift" });
});

test("a letter names ten gifts at most: those of the asked amount first, then the newest", async () => {
  const donorEmail = "often@example.org";
  const meant = await promiseGift(bench, { donorEmail, giftMinor: "77700" });
  const others = [];
  for (let i = 0; i < 11; i++) others.push(await promiseGift(bench, { donorEmail }));
  await findMyGift(ctx, { email: donorEmail, amount: "৳ ৭৭৭" });
  const [letter] = await lettersTo(donorEmail);
  const tokens = [...(letter?.html ?? "").matchAll(/\/gifts\/([\w-]+)/g)].map(([, token]) => token);
  const listed = [...new Set(tokens)];
  expect(listed).toHaveLength(10);
  expect(listed[0]).toBe(meant.token);
  expect(listed.slice(1)).toEqual(
    others
      .toReversed()
      .slice(0, 9)
      .map(({ token }) => token),
  );
});
