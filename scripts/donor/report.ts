import type { DonationList, DonorStatistics } from "../../packages/api/src/donor/index.ts";
import { type Currency, money, toDecimal } from "../../packages/domain/src/money/index.ts";

const amountOf = (minor: string, currency: Currency): string =>
  `${toDecimal(money(BigInt(minor), currency))} ${currency}`;

/** For people: a line per promise, and how the list goes on. */
export function historyOf({ items, next }: DonationList): string {
  if (items.length === 0) return "Nothing is found.";
  const lines = items.map((item) => {
    const back =
      item.refundedMinor === "0" ? "" : `, ${amountOf(item.refundedMinor, item.currency)} given back`;
    const amount = amountOf(item.totalMinor, item.currency);
    return `${item.promisedAt}  ${item.reference}  ${item.status.padEnd(17)}  ${amount}${back}  ${item.campaign.title}`;
  });
  return [...lines, ...(next === null ? [] : [`More: --after ${next}`])].join("\n");
}

/** For people: a line per currency. */
export function statisticsOf({ items }: DonorStatistics): string {
  if (items.length === 0) return "No gift stands.";
  return items
    .map(
      (item) =>
        `${amountOf(item.givenMinor, item.currency)} in ${item.giftCount} gift(s) to ${item.campaignCount} campaign(s), ${item.firstGiftAt} to ${item.lastGiftAt}`,
    )
    .join("\n");
}
