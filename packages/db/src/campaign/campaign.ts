import { CAMPAIGN_STATUSES, type Campaign } from "@careforall/domain/campaign";
import { isCurrency } from "@careforall/domain/money";
import { assert } from "@careforall/domain/shared";
import { type Db, sql } from "../client/index.ts";

type Row = Record<"id" | "status" | "currency", string> & { readonly endsAt: Date | null };

/**
 * What the decision about a pledge needs, and the time of that decision by the database's clock, in one round trip. Not
 * locked: a pledge made while a campaign closes is honoured.
 */
export async function findCampaignNow(
  db: Db,
  slug: string,
): Promise<{ readonly at: Date; readonly campaign: Campaign | null }> {
  const [row] = await db.query<{ at: Date } & (Row | { id: null })>(
    sql`select now() as at, c.id, c.status, c.currency, c.ends_at as "endsAt"
        from (values (${slug})) asked(slug) left join campaign c using (slug)`,
  );
  assert(row !== undefined, "the time is told whether or not there is such a campaign");
  return { at: row.at, campaign: row.id === null ? null : toCampaign(row) };
}

function toCampaign(row: Row): Campaign {
  const status = CAMPAIGN_STATUSES.find((known) => known === row.status);
  assert(
    status !== undefined && isCurrency(row.currency),
    `campaign ${row.id} has a known status and currency`,
  );
  return { id: row.id, status, currency: row.currency, endsAt: row.endsAt };
}
