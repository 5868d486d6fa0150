import { money } from "@careforall/domain/money";
import type { Fees } from "../context/index.ts";
import { settleCharge, type SettlementView } from "../settlement/index.ts";
import type { Opened } from "./give.ts";
import type { TestContext } from "./test-context.ts";

/** The same bench under other fees. */
export const withFees = <Bench extends Pick<TestContext, "ctx">>(
  bench: Bench,
  fees: Partial<Fees>,
): Bench => {
  const { config } = bench.ctx;
  return { ...bench, ctx: { ...bench.ctx, config: { ...config, fees: { ...config.fees, ...fees } } } };
};

/** The provider's statement says, in BDT, that it paid a gift's own charge out to the bank and kept `feeMinor`. */
export async function settleGift(
  bench: Pick<TestContext, "ctx">,
  { paymentId }: Pick<Opened, "paymentId">,
  feeMinor: bigint,
): Promise<SettlementView> {
  const { capturedMinor, providerPaymentId } = await bench.ctx.db.prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
  });
  return settleCharge(bench.ctx, {
    charge: { provider: "sslcommerz", paymentId, providerPaymentId },
    line: { gross: null, fee: money(feeMinor, "BDT"), net: money((capturedMinor ?? 0n) - feeMinor, "BDT") },
    settledOn: "2026-11-21",
    evidence: "a statement of the test",
  });
}

/** The same for a charge that only the provider's id names: a second success, or one under no attempt of ours. */
export const settleStranger = (
  bench: Pick<TestContext, "ctx">,
  providerPaymentId: string,
  netMinor: bigint,
): Promise<SettlementView> =>
  settleCharge(bench.ctx, {
    charge: { provider: "sslcommerz", paymentId: null, providerPaymentId },
    line: { gross: null, fee: null, net: money(netMinor, "BDT") },
    settledOn: null,
    evidence: "a statement of the test",
  });
