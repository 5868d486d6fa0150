import type { CampaignRow } from "@careforall/db/campaign";
import type { TotalsRow } from "@careforall/db/totals";
import { zCampaignKind } from "@careforall/domain/campaign";
import { zCurrency } from "@careforall/domain/money";
import { zLocale } from "@careforall/domain/shared";
import { type CampaignCard, type Totals, zCampaignCard } from "./campaign.view.ts";

/** The totals that a row carries. Before the first gift and the first pass of the worker there is only the creation. */
export const totalsOf = (row: Omit<TotalsRow, "id">): Totals => {
  const asOf = Math.max(
    row.createdAt.getTime(),
    row.updatedAt?.getTime() ?? 0,
    row.caughtUpAt?.getTime() ?? 0,
  );
  return {
    currency: zCurrency.parse(row.currency),
    raisedMinor: `${row.raisedMinor ?? 0n}`,
    goalMinor: `${row.goalMinor}`,
    giftCount: row.giftCount ?? 0,
    donorCount: row.donorCount ?? 0,
    version: Number(row.version ?? 0n),
    asOf: new Date(asOf).toISOString(),
  };
};

export const cardOf = (row: CampaignRow): CampaignCard => ({
  id: row.id,
  slug: row.slug,
  kind: zCampaignKind.parse(row.kind),
  status: zCampaignCard.shape.status.parse(row.status),
  title: row.title,
  summary: row.summary,
  textLocale: zLocale.parse(row.textLocale),
  organiserName: row.organiserName,
  beneficiaryName: row.beneficiaryName,
  place: row.place,
  endsAt: row.endsAt?.toISOString() ?? null,
  totals: totalsOf(row),
});
