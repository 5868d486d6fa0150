import { money } from "@careforall/domain/money";
import { assert } from "@careforall/domain/shared";
import { pollRefunds, type RefundView, type RequestRefund, requestRefund } from "../refund/index.ts";
import { newKey, type Opened } from "./give.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider">;

/** Orders a refund in BDT through the real verb; by default the donor asked for it. */
export const giveBack = (
  bench: Bench,
  { paymentId }: Pick<Opened, "paymentId">,
  amountMinor: bigint,
  more: Partial<RequestRefund> = {},
): Promise<RefundView> =>
  requestRefund(bench.ctx, {
    paymentId,
    money: money(amountMinor, "BDT"),
    kind: "donor_request",
    reason: "The donor asked for it",
    key: newKey(),
    ...more,
  });

/** The provider has decided about a refund that it accepted, and the worker's poller asks for it. */
export async function settleRefund(
  bench: Bench,
  { id, providerRefundId }: Pick<RefundView, "id" | "providerRefundId">,
  state: "refunded" | "cancelled",
): Promise<void> {
  assert(providerRefundId !== null, "the provider has accepted this refund");
  bench.provider.refunds.set(providerRefundId, { state, paymentReference: null });
  await pollNow(bench, id);
}

/** The worker's pass over due refunds, as if this one's time had come. */
export async function pollNow(bench: Bench, refundId: string): Promise<void> {
  await bench.ctx.db.prisma.refund.update({ where: { id: refundId }, data: { nextTryAt: new Date(0) } });
  await pollRefunds(bench.ctx);
}
