import { FIGURES, type Figures, type TotalChange, totalChange } from "./figures.ts";

/** Sums changes per campaign, in sorted order of ids, so that two writers lock rows in the same order. */
export function foldChanges(changes: readonly TotalChange[]): readonly TotalChange[] {
  const byCampaign = new Map<string, Record<keyof Figures, bigint>>();
  for (const change of changes) {
    const sum = byCampaign.get(change.campaignId) ?? { ...totalChange(change.campaignId, {}) };
    for (const figure of FIGURES) sum[figure] += change[figure];
    byCampaign.set(change.campaignId, sum);
  }
  return [...byCampaign]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([campaignId, sum]) => totalChange(campaignId, sum));
}
