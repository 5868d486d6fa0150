import { type DonationRow, findDonor, listDonationsOf } from "@careforall/db/donor";
import { zCurrency } from "@careforall/domain/money";
import { AppError, referenceOf, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import { zLimit } from "../campaign/list-campaigns.ts";
import type { Context } from "../context/index.ts";
import { type CursorSigner, readCursor, writeCursor, zCursor } from "../cursor/index.ts";
import { type DonationView, zDonation } from "./donor.view.ts";

/** Nobody gave before, and nobody plans for after. */
const YEAR_MIN = 2_000;
const YEAR_MAX = 2_999;
const SEARCH_CHARACTERS_MAX = 100;

export const zDonorEmail = z.string().trim().min(3).max(254);

export const zListDonations = z.strictObject({
  email: zDonorEmail,
  locale: zLocale.default("en"),
  /** Words of the campaign's title or address. */
  campaign: z.string().trim().min(1).max(SEARCH_CHARACTERS_MAX).optional(),
  /** Promised in this year, in UTC. */
  year: z.coerce.number().int().min(YEAR_MIN).max(YEAR_MAX).optional(),
  limit: zLimit,
  after: zCursor.optional(),
});

export type DonationList = { readonly items: readonly DonationView[]; readonly next: string | null };

/**
 * A donor's promises and what became of each, newest first; pending, failed and refunded ones too. Only for callers who
 * have made sure that it is the donor or support that asks: no public route leads here. 404 `donor.not_found`.
 */
export async function listDonations(
  ctx: Pick<Context, "db"> & CursorSigner,
  input: z.input<typeof zListDonations>,
): Promise<DonationList> {
  const { email, locale, campaign, year, limit, after } = zListDonations.parse(input);
  const donorId = await donorIdOf(ctx, email);
  const list = { name: "donations", of: donorId } as const;
  const rows = await listDonationsOf(ctx.db, {
    donorId,
    locale,
    campaign: campaign ?? null,
    from: year === undefined ? null : new Date(Date.UTC(year, 0)),
    until: year === undefined ? null : new Date(Date.UTC(year + 1, 0)),
    after: readCursor(ctx, list, after),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(viewDonation),
    next:
      rows.length > limit && last !== undefined
        ? writeCursor(ctx, list, { createdAt: last.promisedAt, id: last.pledgeId })
        : null,
  };
}

/** The donor's id by address; upper and lower case are the same. */
export async function donorIdOf(ctx: Pick<Context, "db">, email: string): Promise<string> {
  const donor = await findDonor(ctx.db, email);
  if (donor === null) {
    throw new AppError("not_found", "donor.not_found", "Nobody with this address has given.");
  }
  return donor.id;
}

const viewDonation = (row: DonationRow): DonationView => ({
  reference: referenceOf(row.pledgeId),
  campaign: { slug: row.campaignSlug, title: row.campaignTitle },
  currency: zCurrency.parse(row.currency),
  giftMinor: `${row.giftMinor}`,
  tipMinor: `${row.tipMinor}`,
  feeCoverMinor: `${row.feeCoverMinor}`,
  totalMinor: `${row.totalMinor}`,
  refundedMinor: `${row.refundedMinor}`,
  leftMinor: `${row.leftMinor}`,
  status: zDonation.shape.status.parse(row.status),
  promisedAt: row.promisedAt.toISOString(),
  capturedAt: row.capturedAt?.toISOString() ?? null,
  refundedAt: row.refundedAt?.toISOString() ?? null,
});
