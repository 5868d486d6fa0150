import { money } from "@careforall/domain/money";
import { confirmPayment } from "../payment/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import {
  captured,
  giveBack,
  giveGift,
  giveWithFee,
  openPage,
  promiseGift,
  settleGift,
  settleRefund,
  type TestContext,
  withFees,
} from "../testing/index.ts";
import type { Stories } from "./story.ts";

const SPLIT = { tipMinor: "1500", feeCoverMinor: "1000" };

/** Money that goes back, and who bears which fee. */
export function storiesOfRefunds(bench: TestContext): Stories {
  const { ctx, provider } = bench;
  const feeOfCampaign = withFees(bench, { refundFeeBearer: "campaign" });
  const giveHeld = async () => {
    const opened = await openPage(bench, await promiseGift(bench));
    provider.knows(opened.reference, [captured(money(49_999n, "BDT"), `charge-${opened.reference}`)]);
    await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
    return opened;
  };
  /** The bank sends it back although the provider had called it done. */
  const comeBack = async (paymentId: string, refundId: string) => {
    const news = { kind: "failed", detail: "The account is closed." } as const;
    await applyRefundNews(ctx, { paymentId, refundId, news, cause: "test", evidence: null });
  };
  return {
    "partial-refund": async () => {
      const gift = await giveGift(bench, SPLIT);
      await settleRefund(bench, await giveBack(bench, gift, 12_000n), "refunded");
    },
    "refund-failed": async () => {
      await settleRefund(bench, await giveBack(bench, await giveGift(bench), 50_000n), "cancelled");
    },
    "refund-returned": async () => {
      const { paymentId } = await giveGift(bench);
      const refund = await giveBack(bench, { paymentId }, 50_000n);
      await settleRefund(bench, refund, "refunded");
      await comeBack(paymentId, refund.id);
    },
    "refund-of-held": async () => {
      await settleRefund(bench, await giveBack(bench, await giveHeld(), 49_999n), "refunded");
    },
    "refund-refused": async () => {
      const gift = await giveGift(bench);
      provider.willRefund("refused");
      await giveBack(bench, gift, 50_000n);
    },
    "refunds-of-a-platform-fee": async () => {
      const gift = await giveGift(withFees(bench, { platformBasisPoints: 250 }), { giftMinor: "10100" });
      await settleRefund(bench, await giveBack(bench, gift, 3_333n), "refunded");
      await settleRefund(bench, await giveBack(bench, gift, 6_767n), "refunded");
    },
    "fee-borne-by-the-campaign": async () => {
      const gift = await giveWithFee(feeOfCampaign, {}, 1_250n);
      await settleRefund(bench, await giveBack(feeOfCampaign, gift, 20_000n), "refunded");
    },
    "fee-given-back": async () => {
      const { paymentId } = await giveWithFee(feeOfCampaign, {}, 1_250n);
      const refund = await giveBack(feeOfCampaign, { paymentId }, 50_000n);
      await settleRefund(bench, refund, "refunded");
      await comeBack(paymentId, refund.id);
    },
    "whole-life": async () => {
      const all = withFees(feeOfCampaign, { platformBasisPoints: 250 });
      const { paymentId } = await giveWithFee(all, SPLIT, 1_313n);
      await settleRefund(bench, await giveBack(all, { paymentId }, 12_500n), "refunded");
      await settleGift(bench, { paymentId }, 1_313n);
      const refund = await giveBack(all, { paymentId }, 40_000n);
      await settleRefund(bench, refund, "refunded");
      await comeBack(paymentId, refund.id);
    },
  };
}
