import { money } from "@careforall/domain/money";
import { confirmPayment } from "../payment/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import { orderRefund, recordProviderRefund } from "../refund/index.ts";
import { giveBack, settleRefund } from "./give-back.ts";
import { giveGift, newKey, openPage, promiseGift } from "./give.ts";
import { captured } from "./scripted-provider.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

/** Everything that may rightly happen to a refund, through the real verbs; part of the lawful histories. */
export async function liveRefunds(bench: Bench) {
  const { ctx, provider } = bench;
  const split = { tipMinor: "1500", feeCoverMinor: "1000" };

  const partly = await giveGift(bench, split);
  await settleRefund(bench, await giveBack(bench, partly, 2_000n), "refunded");
  await settleRefund(bench, await giveBack(bench, partly, 10_000n), "refunded");

  const refunded = await giveGift(bench, split);
  await settleRefund(bench, await giveBack(bench, refunded, refunded.totalMinor), "refunded");

  const accepted = await giveGift(bench);
  await giveBack(bench, accepted, 20_000n);

  const ordered = await giveGift(bench);
  await orderRefund(ctx, {
    paymentId: ordered.paymentId,
    money: money(100n, "BDT"),
    kind: "mistake",
    reason: "Written, but not sent yet",
    key: newKey(),
  });

  const denied = await giveGift(bench);
  provider.willRefund("refused");
  await giveBack(bench, denied, 100n);

  const cancelled = await giveGift(bench);
  await settleRefund(bench, await giveBack(bench, cancelled, 50_000n), "cancelled");

  // The bank sends it back after it was called done, and it is refunded once more.
  const returned = await giveGift(bench);
  const first = await giveBack(bench, returned, returned.totalMinor);
  await settleRefund(bench, first, "refunded");
  const told = { paymentId: returned.paymentId, refundId: first.id, cause: "test", evidence: null } as const;
  await applyRefundNews(ctx, { ...told, news: { kind: "failed", detail: "The account is closed." } });
  await applyRefundNews(ctx, { ...told, news: { kind: "accepted", providerRefundId: "late" } });

  const dashboard = await giveGift(bench);
  provider.refunds.set("dashboard-1", { state: "refunded", paymentReference: dashboard.reference });
  const seen = {
    paymentId: dashboard.paymentId,
    providerRefundId: "dashboard-1",
    money: money(700n, "BDT"),
    kind: "duplicate",
    reason: "Seen in the merchant panel",
  } as const;
  await recordProviderRefund(ctx, seen);
  await recordProviderRefund(ctx, seen);

  const heldAndBack = await openPage(bench, await promiseGift(bench));
  provider.knows(heldAndBack.reference, [
    captured(money(heldAndBack.totalMinor, "BDT"), "charge-held-back", { isRisky: true }),
  ]);
  await confirmPayment(ctx, { paymentId: heldAndBack.paymentId, cause: "test" });
  await settleRefund(bench, await giveBack(bench, heldAndBack, 10_000n), "refunded");
  await settleRefund(bench, await giveBack(bench, heldAndBack, 40_000n, { kind: "fraud" }), "refunded");
  return { partlyRefunded: partly, refunded, refundAccepted: accepted, returned, heldAndBack };
}
