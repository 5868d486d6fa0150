import type { RefundPreview } from "../../packages/api/src/refund/index.ts";
import { money, toDecimal } from "../../packages/domain/src/money/index.ts";

/** Who bears what of a refund, before it is ordered. */
export function describePreview(preview: RefundPreview): string {
  const { split, feeBearer, lostFeeMinor, providerFee } = preview;
  const { currency } = preview.money;
  const written = (minor: bigint): string => `${toDecimal(money(minor, currency))} ${currency}`;
  const parts = [
    ["the campaign", split.giftMinor - split.platformFeeMinor],
    ["the platform's fee", split.platformFeeMinor],
    ["the tip", split.tipMinor],
    ["what the donor added for the fee", split.feeCoverMinor],
    ["suspense", split.heldMinor],
  ] as const;
  const taken = parts
    .filter(([, minor]) => minor > 0n)
    .map(([from, minor]) => `${written(minor)} from ${from}`);
  const fee =
    providerFee === null
      ? `The provider has told no fee of this payment, so none is counted as lost (it would be the ${feeBearer}'s).`
      : `The provider keeps its fee: ${written(lostFeeMinor)} of it go with this money, and the ${feeBearer} bears them.`;
  return `This refund of ${written(preview.money.amountMinor)} takes ${taken.join(", ")}.\n${fee}\n`;
}
