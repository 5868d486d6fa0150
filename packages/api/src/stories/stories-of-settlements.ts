import { money } from "@careforall/domain/money";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import {
  captured,
  giveBack,
  giveGift,
  noticeAbout,
  openPage,
  promiseGift,
  settleGift,
  settleRefund,
  settleStranger,
  type TestContext,
} from "../testing/index.ts";
import type { Stories } from "./story.ts";

/** What the provider pays out to our bank. */
export function storiesOfSettlements(bench: TestContext): Stories {
  const { ctx, provider } = bench;
  return {
    settlement: async () => {
      const gift = await giveGift(bench, { tipMinor: "1500", feeCoverMinor: "1313" });
      await settleGift(bench, gift, 1_320n);
    },
    "settlement-of-held": async () => {
      const opened = await openPage(bench, await promiseGift(bench));
      provider.knows(opened.reference, [
        captured(money(50_000n, "BDT"), `charge-${opened.reference}`, { isRisky: true }),
      ]);
      await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
      await settleGift(bench, opened, 1_250n);
    },
    "settlement-of-an-unknown-charge": async () => {
      provider.knows("7YYYYYYYYYYYYYYYYYYYYYYYYY", [captured(money(77_700n, "BDT"), "settled-stranger")]);
      await receiveNotice(ctx, "sslcommerz", noticeAbout("7YYYYYYYYYYYYYYYYYYYYYYYYY"));
      await processNotices(ctx);
      await settleStranger(bench, "settled-stranger", 75_757n);
    },
    "refund-before-settlement": async () => {
      const gift = await giveGift(bench);
      await settleRefund(bench, await giveBack(bench, gift, 20_000n), "refunded");
      await settleGift(bench, gift, 1_250n);
    },
    "refund-after-settlement": async () => {
      const gift = await giveGift(bench);
      await settleGift(bench, gift, 1_250n);
      await settleRefund(bench, await giveBack(bench, gift, 50_000n), "refunded");
    },
  };
}
