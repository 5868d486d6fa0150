import type { Donation } from "@careforall/domain/donor";
import { sql, type Tx } from "../client/index.ts";

/** One writer of history and statistics at a time, so that each reads what the one before has committed. */
const DONATIONS_LOCK = 7_391_002;

/** Must come first in a transaction that writes them: what is read before may be older than the rows are. */
export async function lockDonations(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${DONATIONS_LOCK})`);
}

/** Makes donors for addresses (in lower case) that have none, under the lock. */
export async function makeDonors(
  tx: Tx,
  donors: readonly { readonly id: string; readonly email: string }[],
): Promise<void> {
  if (donors.length === 0) return;
  await tx.query(
    sql`insert into donor (id, email, created_at)
        select id, email, ${tx.at} from jsonb_to_recordset(${JSON.stringify(donors)}::jsonb)
          as donor(id uuid, email text) order by email
        on conflict (email) do nothing`,
  );
}

/** The columns of a donation, as JSON for PostgreSQL. */
export const donationRows = (donations: readonly Donation[]): string =>
  JSON.stringify(
    donations.map(({ terms, ...donation }) => ({
      pledge_id: donation.pledgeId,
      donor_id: donation.donorId,
      campaign_id: donation.campaignId,
      currency: terms.currency,
      gift_minor: `${terms.giftMinor}`,
      tip_minor: `${terms.tipMinor}`,
      fee_cover_minor: `${terms.feeCoverMinor}`,
      total_minor: `${terms.giftMinor + terms.tipMinor + terms.feeCoverMinor}`,
      refunded_minor: `${donation.refundedMinor}`,
      left_minor: `${donation.leftMinor}`,
      status: donation.status,
      promised_at: donation.promisedAt,
      captured_at: donation.capturedAt,
      refunded_at: donation.refundedAt,
    })),
  );

/** Writes rows of the history, new or in the place of old ones, under the lock. */
export async function saveDonations(tx: Tx, donations: readonly Donation[]): Promise<void> {
  await tx.query(
    sql`insert into donation
        select * from jsonb_populate_recordset(null::donation, ${donationRows(donations)}::jsonb)
        on conflict (pledge_id) do update
          set status = excluded.status, refunded_minor = excluded.refunded_minor, left_minor = excluded.left_minor,
              captured_at = excluded.captured_at, refunded_at = excluded.refunded_at`,
  );
}
