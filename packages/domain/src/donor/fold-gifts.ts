import type { Donation } from "./donation.ts";

type Standing = Pick<Donation, "pledgeId" | "donorId" | "campaignId" | "leftMinor"> & {
  readonly terms: Pick<Donation["terms"], "currency">;
};

/** How the standing gifts of one donor to one campaign change. */
export type GiftChange = {
  readonly donorId: string;
  readonly campaignId: string;
  readonly currency: string;
  readonly gifts: number;
  readonly givenMinor: bigint;
};

/**
 * What becomes of standing gifts when rows take the place of others: per donor and campaign, sorted, without those
 * that stay as they were. A gift stands while something of it is left. `before` holds the rows that are replaced. One
 * gift for another of the same amount is a change of nothing, and still one: the first and the last gift may be others.
 */
export function foldGifts(before: readonly Standing[], after: readonly Standing[]): readonly GiftChange[] {
  const changes = new Map<string, GiftChange>();
  const add = (row: Standing, sign: 1 | -1): void => {
    if (row.leftMinor === 0n) return;
    const { donorId, campaignId } = row;
    const key = `${campaignId} ${donorId}`;
    const sum = changes.get(key) ?? {
      donorId,
      campaignId,
      currency: row.terms.currency,
      gifts: 0,
      givenMinor: 0n,
    };
    changes.set(key, {
      ...sum,
      gifts: sum.gifts + sign,
      givenMinor: sum.givenMinor + BigInt(sign) * row.leftMinor,
    });
  };
  const were = standingOf(before);
  const are = standingOf(after);
  for (const row of before) if (are.get(row.pledgeId) !== standing(row)) add(row, -1);
  for (const row of after) if (were.get(row.pledgeId) !== standing(row)) add(row, 1);
  return [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}

const standing = ({ donorId, campaignId, leftMinor }: Standing): string =>
  `${campaignId} ${donorId} ${leftMinor}`;

const standingOf = (rows: readonly Standing[]): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => [row.pledgeId, standing(row)]));
