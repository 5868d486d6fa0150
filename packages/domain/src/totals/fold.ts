/** What one captured gift adds to its campaign's public total. Addition: the order of events cannot matter. */
export type TotalChange = {
  readonly campaignId: string;
  readonly raisedMinor: bigint;
  readonly gifts: number;
};

/** Sums changes per campaign, in sorted order of ids, so that two writers lock rows in the same order. */
export function foldChanges(changes: readonly TotalChange[]): readonly TotalChange[] {
  const byCampaign = new Map<string, TotalChange>();
  for (const change of changes) {
    const before = byCampaign.get(change.campaignId);
    byCampaign.set(change.campaignId, {
      campaignId: change.campaignId,
      raisedMinor: (before?.raisedMinor ?? 0n) + change.raisedMinor,
      gifts: (before?.gifts ?? 0) + change.gifts,
    });
  }
  return [...byCampaign.values()].toSorted((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
}
