import { askReset, register, resetPassword, signIn } from "@careforall/api/account";
import { settleConsumers } from "@careforall/api/outbox";
import { createPerson, createTestContext, PASSWORD } from "@careforall/api/testing";
import { AppError } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import type { Mail } from "./mailer.ts";
import { sendMessage } from "./send-message.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

const job = { isLastTry: false };

/** Prepares and sends what is due to an address; each try that the server refuses is one of `failures`. */
async function sendTo(recipient: string, failures = 0): Promise<readonly Mail[]> {
  await settleConsumers(ctx);
  const tried: Mail[] = [];
  const mailer = {
    close: () => undefined,
    send: (mail: Mail) => {
      tried.push(mail);
      const isDown = tried.length <= failures;
      return isDown
        ? Promise.reject(new AppError("unavailable", "message.unavailable", "down"))
        : Promise.resolve();
    },
  };
  const { run } = sendMessage(mailer);
  for (const { id } of await ctx.db.prisma.message.findMany({ where: { recipient, state: "queued" } })) {
    for (let i = 0; i < failures; i++) {
      await expect(run(ctx, { messageId: id }, job)).rejects.toMatchObject({ kind: "unavailable" });
    }
    await run(ctx, { messageId: id }, job);
  }
  return tried;
}

const linkIn = (mail: Mail | undefined): string =>
  /\/(?:verify|reset)\/([\w-]+)/.exec(mail?.html ?? "")?.[1] ?? "";

test.each([
  ["en", "Confirm your e-mail address"],
  ["bn", "আপনার ই-মেইল ঠিকানা নিশ্চিত করুন"],
  ["fr", "Confirmez votre adresse e-mail"],
] as const)("who registers in %s gets one link in that language", async (locale, subject) => {
  const email = `new-${locale}@example.org`;
  await register(ctx, { email, password: PASSWORD, name: "Rina", locale });
  const mails = await sendTo(email);
  expect(mails.map((mail) => [mail.to, mail.subject])).toEqual([[email, subject]]);
  expect(mails[0]?.html).toContain(`http://localhost:3000/${locale}/verify/`);
  expect(await sendTo(email)).toEqual([]);
});

test("S-15 the secret of a link is random, in the mail and nowhere in the books", async () => {
  const person = await createPerson(ctx);
  await askReset(ctx, { email: person.email });
  const secret = linkIn((await sendTo(person.email))[0]);
  expect(Buffer.from(secret, "base64url").length).toBeGreaterThanOrEqual(16);
  const rows = [
    await ctx.db.prisma.userToken.findMany(),
    await ctx.db.prisma.message.findMany(),
    await ctx.db.prisma.outbox.findMany(),
  ];
  expect(
    JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
  ).not.toContain(secret);
});

test("of a mail that is sent again, the last link works, and the first does not", async () => {
  const person = await createPerson(ctx);
  await askReset(ctx, { email: person.email });
  const [first, last] = await sendTo(person.email, 1);
  const password = "seven lamps at dusk 9";
  await expect(resetPassword(ctx, { secret: linkIn(first), password })).rejects.toMatchObject({
    code: "account.link_dead",
  });
  await resetPassword(ctx, { secret: linkIn(last), password });
  await signIn(ctx, { email: person.email, password }, { agent: null, address: null });
});

test("a link that was replaced before it was sent is not sent", async () => {
  const person = await createPerson(ctx);
  await askReset(ctx, { email: person.email });
  await settleConsumers(ctx);
  await askReset(ctx, { email: person.email });
  expect(await sendTo(person.email)).toHaveLength(1);
});
