import type { Context } from "@careforall/api/context";
import { isCurrency, money, type Money } from "@careforall/domain/money";
import { termsWithin } from "@careforall/domain/payment";
import { type PledgeTerms, totalOf } from "@careforall/domain/pledge";
import { receiptNumber, timeZoneOf } from "@careforall/domain/receipt";
import { assert, type Locale, LOCALES, referenceOf } from "@careforall/domain/shared";

/** What a receipt says; read when it is sent, so that it tells the present truth. */
export type Receipt = {
  readonly locale: Locale;
  /** `2026-000123`; null when the mail is sent before the number is given: it stands on the receipt's page then. */
  readonly number: string | null;
  readonly reference: string;
  readonly donorName: string | null;
  readonly campaignTitle: string;
  readonly gift: Money;
  readonly tip: Money;
  readonly feeCover: Money;
  readonly total: Money;
  /** What is left of it when a part has gone back; otherwise all. */
  readonly left: Money;
  readonly method: string;
  /** The provider's own reference, as it stands on the donor's statement. */
  readonly providerReference: string;
  readonly receivedAt: Date;
  readonly timeZone: string;
  /** The receipt as a page, from which it may be taken as a file. */
  readonly receiptUrl: string;
  readonly statusUrl: string;
};

export async function readReceipt(ctx: Context, pledgeId: string): Promise<Receipt> {
  const pledge = await ctx.db.prisma.pledge.findUniqueOrThrow({
    where: { id: pledgeId },
    include: {
      fulfilment: true,
      receipt: { include: { corrections: { orderBy: { seq: "desc" }, take: 1 } } },
      campaign: { include: { texts: true } },
    },
  });
  const { fulfilment: payment, receipt, campaign, currency } = pledge;
  assert(payment?.capturedAt != null && isCurrency(currency), "a receipt is for a captured gift");
  const locale = LOCALES.find((known) => known === pledge.locale) ?? "en";
  const text = campaign.texts.find((one) => one.locale === locale) ?? campaign.texts[0];
  const given = givenTerms({ ...pledge, currency }, payment.capturedMinor);
  return {
    locale,
    number: receipt === null ? null : receiptNumber(receipt),
    reference: referenceOf(pledge.id),
    donorName: pledge.donorName,
    campaignTitle: text?.title ?? campaign.slug,
    gift: money(given.giftMinor, currency),
    tip: money(given.tipMinor, currency),
    feeCover: money(given.feeCoverMinor, currency),
    total: money(totalOf(given), currency),
    left: money(leftOf(receipt) ?? totalOf(given), currency),
    method: payment.method,
    providerReference: payment.bankReference ?? payment.providerPaymentId ?? "",
    receivedAt: payment.capturedAt,
    timeZone: timeZoneOf(currency),
    receiptUrl: `${ctx.config.webUrl}/${locale}/gifts/${pledge.token}/receipt`,
    statusUrl: `${ctx.config.webUrl}/${locale}/gifts/${pledge.token}`,
  };
}

/** What a receipt stands for after its newest correction; null when it has none. */
const leftOf = (receipt: { readonly corrections: readonly { leftMinor: bigint }[] } | null): bigint | null =>
  receipt?.corrections[0]?.leftMinor ?? null;

/** The promise, or what staff accepted of it when another amount came: a receipt is for what was paid. */
function givenTerms(terms: PledgeTerms, capturedMinor: bigint | null): PledgeTerms {
  const given = capturedMinor === null ? null : termsWithin(terms, capturedMinor);
  assert(given !== null, "the gift of a pledge fits its promise");
  return given;
}
