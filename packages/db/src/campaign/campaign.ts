import { CAMPAIGN_STATUSES, type Campaign } from "@careforall/domain/campaign";
import { isCurrency } from "@careforall/domain/money";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

/** What the decision about a pledge needs. Not locked: a pledge made while a campaign closes is honoured. */
export async function findCampaignBySlug(tx: Tx, slug: string): Promise<Campaign | null> {
  const [row] = await tx.query<{ id: string; status: string; currency: string; endsAt: Date | null }>(
    sql`select id, status, currency, ends_at as "endsAt" from campaign where slug = ${slug}`,
  );
  if (row === undefined) return null;
  const status = CAMPAIGN_STATUSES.find((known) => known === row.status);
  assert(
    status !== undefined && isCurrency(row.currency),
    `campaign ${row.id} has a known status and currency`,
  );
  return { id: row.id, status, currency: row.currency, endsAt: row.endsAt };
}
