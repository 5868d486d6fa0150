import { money } from "@careforall/domain/money";
import { referenceOf } from "@careforall/domain/shared";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import { giveBack, settleRefund } from "./give-back.ts";
import { giveGift, openPage, promiseGift } from "./give.ts";
import { captured, noticeAbout } from "./scripted-provider.ts";
import { settleGift, settleStranger, withFees } from "./settle-gift.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

/** Everything that may rightly happen to fees and settlements, through the real verbs; part of the lawful histories. */
export async function liveSettlements(bench: Bench) {
  const gifts = await settleGifts(bench);
  await settleStrangers(bench);
  return gifts;
}

async function settleGifts(bench: Bench) {
  const split = { tipMinor: "1500", feeCoverMinor: "1000" };
  const costly = withFees(bench, { platformBasisPoints: 333, refundFeeBearer: "campaign" });

  const settled = await giveWithFee(bench, split, 1_313n);
  await settleGift(bench, settled, 1_313n);
  await settleGift(bench, settled, 1_313n);

  // The provider had told no fee, and another one than it kept.
  await settleGift(bench, await giveGift(bench), 1_250n);
  await settleGift(bench, await giveWithFee(bench, {}, 1_000n), 1_250n);

  const settledThenBack = await giveWithFee(costly, split, 1_313n);
  await settleGift(costly, settledThenBack, 1_313n);
  await settleRefund(costly, await giveBack(costly, settledThenBack, 10_001n), "refunded");

  const backThenSettled = await giveWithFee(costly, split, 1_313n);
  await settleRefund(costly, await giveBack(costly, backThenSettled, 52_500n), "refunded");
  await settleGift(costly, backThenSettled, 1_313n);

  const feeUndone = await giveWithFee(costly, split, 1_313n);
  const returned = await giveBack(costly, feeUndone, 52_500n);
  await settleRefund(costly, returned, "refunded");
  const told = {
    paymentId: feeUndone.paymentId,
    refundId: returned.id,
    cause: "test",
    evidence: null,
  } as const;
  await applyRefundNews(costly.ctx, { ...told, news: { kind: "failed", detail: "The account is closed." } });
  await settleRefund(costly, await giveBack(costly, feeUndone, 333n), "refunded");

  const feeOfHalf = await giveWithFee(costly, {}, 1_250n);
  await settleRefund(costly, await giveBack(costly, feeOfHalf, 25_001n), "refunded");
  await settleRefund(costly, await giveBack(costly, feeOfHalf, 24_999n), "refunded");
  return { settled, settledThenBack, feeUndone, feeOfHalf };
}

/** Held money, a second success of one attempt, and a charge under no attempt: all of it is real money. */
async function settleStrangers(bench: Bench): Promise<void> {
  const held = await openPage(bench, await promiseGift(bench));
  bench.provider.knows(held.reference, [
    captured(money(held.totalMinor, "BDT"), `charge-${held.reference}`, { isRisky: true }),
  ]);
  await confirmPayment(bench.ctx, { paymentId: held.paymentId, cause: "test" });
  await settleGift(bench, held, 1_250n);

  const twice = await giveGift(bench);
  const second = `second-${twice.reference}`;
  bench.provider.knows(twice.reference, [captured(money(twice.totalMinor, "BDT"), second)]);
  await confirmPayment(bench.ctx, { paymentId: twice.paymentId, cause: "test" });
  await settleStranger(bench, second, 48_750n);

  const unknown = referenceOf(bench.ctx.newId());
  const charge = `unknown-${unknown}`;
  bench.provider.knows(unknown, [captured(money(9_900n, "BDT"), charge)]);
  await receiveNotice(bench.ctx, "sslcommerz", noticeAbout(unknown));
  await processNotices(bench.ctx);
  await settleStranger(bench, charge, 9_900n);
}

/** A whole gift for which the provider tells its fee at capture. */
export async function giveWithFee(
  bench: Bench,
  more: Parameters<typeof promiseGift>[1],
  feeMinor: bigint,
): ReturnType<typeof openPage> {
  const opened = await openPage(bench, await promiseGift(bench, more));
  const fee = money(feeMinor, "BDT");
  bench.provider.knows(opened.reference, [
    captured(money(opened.totalMinor, "BDT"), `charge-${opened.reference}`, { fee }),
  ]);
  await confirmPayment(bench.ctx, { paymentId: opened.paymentId, cause: "test" });
  return opened;
}
