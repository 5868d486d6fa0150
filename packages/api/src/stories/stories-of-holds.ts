import { money } from "@careforall/domain/money";
import { acceptHeld, refundCase } from "../held/index.ts";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import {
  captured,
  caseOf,
  giveBack,
  giveGift,
  newKey,
  noticeAbout,
  openPage,
  promiseGift,
  settleCaseRefund,
  settleRefund,
  type TestContext,
} from "../testing/index.ts";
import type { Stories } from "./story.ts";

const bdt = (amount: bigint) => money(amount, "BDT");

/** Held money that staff accepted or gave back. */
export function storiesOfHolds(bench: TestContext): Stories {
  const { ctx, provider } = bench;

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

  return {
    "held-then-exact": async () => {
      const opened = await openPage(bench, await promiseGift(bench));
      for (const paid of [49_999n, 50_000n]) {
        provider.knows(opened.reference, [captured(bdt(paid), `${paid} of ${opened.reference}`)]);
        await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
      }
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
  };
}
