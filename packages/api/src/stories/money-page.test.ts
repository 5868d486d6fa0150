import { readFileSync } from "node:fs";
import path from "node:path";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { printLedger } from "../ledger/index.ts";
import { acceptHeld, refundCase } from "../held/index.ts";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import {
  captured,
  caseOf,
  createTestContext,
  ended,
  giveBack,
  giveGift,
  newKey,
  noticeAbout,
  openPage,
  promiseGift,
  settleCaseRefund,
  settleRefund,
} from "../testing/index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const page = readFileSync(path.join(import.meta.dirname, "../../../../docs/money.md"), "utf8");
const examples = new Map(
  [...page.matchAll(/^```ledger (\S+)\n([^`]*)```$/gm)].map(([, name = "", text = ""]) => [
    name,
    text.trimEnd(),
  ]),
);

const bdt = (amount: bigint) => money(amount, "BDT");

/** A gift that staff accepted although the provider told of another amount, or of a risk. */
async function acceptedGift(
  paidMinor: bigint,
  flags: { readonly isRisky?: boolean } = {},
  parts: Parameters<typeof promiseGift>[1] = { tipMinor: "1500", feeCoverMinor: "1000" },
) {
  const opened = await openPage(bench, await promiseGift(bench, parts));
  provider.knows(opened.reference, [captured(bdt(paidMinor), `charge-${opened.reference}`, flags)]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  await acceptHeld(ctx, { caseId: await caseOf(bench, opened), by: "Farida", reason: "The donor called" });
  return opened;
}

const backOf = (caseId: string, amountMinor: bigint) =>
  ({
    caseId,
    money: bdt(amountMinor),
    kind: "mistake",
    reason: "Not a gift",
    by: "Farida",
    key: newKey(),
  }) as const;

/** Every story of the page, told through the real verbs. */
const stories: Record<string, () => Promise<void>> = {
  "plain-gift": async () => void (await giveGift(bench)),
  "tip-and-fee-cover": async () => void (await giveGift(bench, { tipMinor: "1500", feeCoverMinor: "1000" })),
  "wrong-amount": async () => {
    const opened = await openPage(bench, await promiseGift(bench));
    provider.knows(opened.reference, [captured(bdt(49_999n), `charge-${opened.reference}`)]);
    await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  },
  "paid-twice": async () => {
    const first = await openPage(bench, await promiseGift(bench));
    provider.knows(first.reference, [ended("failed")]);
    await confirmPayment(ctx, { paymentId: first.paymentId, cause: "test" });
    const second = await openPage(bench, first);
    for (const { reference, paymentId } of [second, first]) {
      provider.knows(reference, [captured(bdt(50_000n), `charge-${reference}`)]);
      await confirmPayment(ctx, { paymentId, cause: "test" });
    }
  },
  "unknown-charge": async () => {
    provider.knows("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", [captured(bdt(77_700n), "stranger")]);
    await receiveNotice(ctx, "sslcommerz", noticeAbout("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
    await processNotices(ctx);
  },
  "partial-refund": async () => {
    const gift = await giveGift(bench, { tipMinor: "1500", feeCoverMinor: "1000" });
    await settleRefund(bench, await giveBack(bench, gift, 12_000n), "refunded");
  },
  "refund-failed": async () => {
    await settleRefund(bench, await giveBack(bench, await giveGift(bench), 50_000n), "cancelled");
  },
  "refund-returned": async () => {
    const { paymentId } = await giveGift(bench);
    const refund = await giveBack(bench, { paymentId }, 50_000n);
    await settleRefund(bench, refund, "refunded");
    const news = { kind: "failed", detail: "The account is closed." } as const;
    await applyRefundNews(ctx, { paymentId, refundId: refund.id, news, cause: "test", evidence: null });
  },
  "refund-of-held": async () => {
    const opened = await openPage(bench, await promiseGift(bench));
    provider.knows(opened.reference, [captured(bdt(49_999n), `charge-${opened.reference}`)]);
    await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
    await settleRefund(bench, await giveBack(bench, opened, 49_999n), "refunded");
  },
  "refund-refused": async () => {
    const gift = await giveGift(bench);
    provider.willRefund("refused");
    await giveBack(bench, gift, 50_000n);
  },
  "held-accepted": async () => void (await acceptedGift(52_500n, { isRisky: true })),
  "held-accepted-short": async () => void (await acceptedGift(51_200n)),
  "held-accepted-refunded": async () => {
    const gift = await acceptedGift(50_000n, { isRisky: true }, {});
    await settleRefund(bench, await giveBack(bench, gift, 50_000n), "refunded");
  },
  "second-success-refunded": async () => {
    const gift = await giveGift(bench);
    provider.knows(gift.reference, [captured(bdt(50_000n), `again-${gift.reference}`)]);
    await confirmPayment(ctx, { paymentId: gift.paymentId, cause: "test" });
    const { id } = await refundCase(ctx, backOf(await caseOf(bench, gift), 50_000n));
    await settleCaseRefund(bench, id, "refunded");
  },
  "unknown-charge-refund-failed": async () => {
    provider.knows("5ZZZZZZZZZZZZZZZZZZZZZZZZZ", [captured(bdt(77_700n), "another stranger")]);
    await receiveNotice(ctx, "sslcommerz", noticeAbout("5ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
    await processNotices(ctx);
    const where = { providerPaymentId: "another stranger" };
    const found = await ctx.db.prisma.moneyException.findFirstOrThrow({ where });
    const { id } = await refundCase(ctx, backOf(found.id, 77_700n));
    await settleCaseRefund(bench, id, "cancelled");
  },
  failed: async () => {
    const opened = await openPage(bench, await promiseGift(bench));
    provider.knows(opened.reference, [ended("failed")]);
    await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  },
};

test("docs/money.md tells exactly these stories", () => {
  expect([...examples.keys()].toSorted()).toEqual(Object.keys(stories).toSorted());
});

for (const [name, tell] of Object.entries(stories)) {
  test(`docs/money.md: ${name}`, async () => {
    const before = await ctx.db.prisma.ledgerPosting.count();
    await tell();
    expect(await printLedger(ctx.db, { skip: before })).toBe(examples.get(name));
  });
}
