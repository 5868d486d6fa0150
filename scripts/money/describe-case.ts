import type { Context } from "../../packages/api/src/context/index.ts";
import { refundState } from "../../packages/domain/src/refund/index.ts";
import { isCurrency, money, toDecimal } from "../../packages/domain/src/money/index.ts";
import { assert, referenceOf } from "../../packages/domain/src/shared/index.ts";

type Told = {
  /** The case, then its refunds, oldest first. */
  readonly lines: readonly string[];
  /** What names the postings of its refunds in the ledger. */
  readonly refundIds: readonly string[];
};

/** Cases of held money as staff read them, oldest first: one by its id, or all of a payment. */
export async function describeCases(
  ctx: Context,
  which: { readonly id: string } | { readonly paymentId: string },
): Promise<Told> {
  const cases = await ctx.db.prisma.moneyException.findMany({
    where: which,
    orderBy: { openedAt: "asc" },
    include: { refunds: { orderBy: { requestedAt: "asc" } } },
  });
  const lines = cases.flatMap((held) => [
    `case ${held.id} ${held.kind} ${written(held.amountMinor, held.currency)}: ${held.decision ?? "open"}` +
      (held.decidedBy === null ? "" : ` by ${held.decidedBy}: ${held.decidedReason}`),
    ...held.refunds.map(refundLine),
  ]);
  return { lines, refundIds: cases.flatMap(({ refunds }) => refunds.map(({ id }) => id)) };
}

function refundLine(refund: {
  readonly id: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly kind: string;
  readonly reason: string;
  readonly orderedBy: string | null;
  readonly failDetail: string | null;
  readonly lastError: string | null;
  readonly acceptedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly failedAt: Date | null;
}): string {
  const trouble = refund.failDetail ?? refund.lastError;
  const name = `refund ${referenceOf(refund.id)} ${refundState(refund)} ${written(refund.amountMinor, refund.currency)}`;
  return `${name} by ${refund.orderedBy} (${refund.kind}: ${refund.reason})${trouble === null ? "" : ` - ${trouble}`}`;
}

export function written(minor: bigint | string, currency: string): string {
  assert(isCurrency(currency), `${currency} is a currency`);
  return `${toDecimal(money(BigInt(minor), currency))} ${currency}`;
}
