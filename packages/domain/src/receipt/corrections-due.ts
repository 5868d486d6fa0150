import { assert } from "../shared/index.ts";

/**
 * What happened to a receipt after it was issued:
 * - `credit`: a part of its money went back;
 * - `void`: all of it is back, the receipt stands for nothing;
 * - `reinstated`: money that had gone back came home (a closed account), the receipt stands for it again.
 */
export const CORRECTION_KINDS = ["credit", "void", "reinstated"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

export type Correction = {
  /** 1, 2, 3 … within its receipt. */
  readonly seq: number;
  readonly refundId: string;
  readonly kind: CorrectionKind;
  /** What went back, or came home. Minor units of the receipt's currency, as is everything here. */
  readonly amountMinor: bigint;
  /** What the receipt stands for from then on. */
  readonly leftMinor: bigint;
};

/** A refund of the gift that its donor had at some time. */
export type ReceiptRefund = {
  readonly refundId: string;
  readonly amountMinor: bigint;
  readonly confirmedAt: Date;
  /** When it turned out, afterwards, that the donor does not have it; null when they do. */
  readonly failedAt: Date | null;
};

type Kept = { readonly totalMinor: bigint; readonly corrections: readonly Correction[] };

/**
 * The corrections that a receipt lacks, in their order. Computed from the facts of the moment, so that news may come
 * late, twice and in any order. What came home makes room first, then what went back for a while, then what stays
 * back: so no step is below zero, whatever the clocks of the facts say.
 */
export function correctionsDue(
  { totalMinor, corrections }: Kept,
  refunds: readonly ReceiptRefund[],
): readonly Correction[] {
  const has = (refundId: string, isBack: boolean): boolean =>
    corrections.some((one) => one.refundId === refundId && (one.kind === "reinstated") === isBack);
  const inTime = refunds.toSorted(byTime);
  const cameHome = inTime.filter(
    ({ refundId, failedAt }) => failedAt !== null && has(refundId, false) && !has(refundId, true),
  );
  const isNew = inTime.filter(({ refundId }) => !has(refundId, false));
  const forAWhile = isNew.filter(({ failedAt }) => failedAt !== null);
  const forGood = isNew.filter(({ failedAt }) => failedAt === null);
  const steps = [
    ...cameHome.map((refund) => ({ refund, isBack: true })),
    ...forAWhile.flatMap((refund) => [
      { refund, isBack: false },
      { refund, isBack: true },
    ]),
    ...forGood.map((refund) => ({ refund, isBack: false })),
  ];
  const due: Correction[] = [];
  let leftMinor = corrections.at(-1)?.leftMinor ?? totalMinor;
  for (const { refund, isBack } of steps) {
    leftMinor += isBack ? refund.amountMinor : -refund.amountMinor;
    assert(leftMinor >= 0n && leftMinor <= totalMinor, `refund ${refund.refundId} fits its receipt`);
    due.push({
      seq: corrections.length + due.length + 1,
      refundId: refund.refundId,
      kind: isBack ? "reinstated" : leftMinor === 0n ? "void" : "credit",
      amountMinor: refund.amountMinor,
      leftMinor,
    });
  }
  return due;
}

const byTime = (a: ReceiptRefund, b: ReceiptRefund): number =>
  a.confirmedAt.getTime() - b.confirmedAt.getTime() || (a.refundId < b.refundId ? -1 : 1);
