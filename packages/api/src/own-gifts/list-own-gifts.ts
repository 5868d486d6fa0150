import { findTimeZone } from "@careforall/db/account";
import { listOwnGifts as readOwnGifts, type OwnGiftRow, readOwnYears } from "@careforall/db/own-gifts";
import { zCurrency } from "@careforall/domain/money";
import { receiptNumber } from "@careforall/domain/receipt";
import { referenceOf, zLocale, zText } from "@careforall/domain/shared";
import * as z from "zod";
import type { Caller } from "../account/index.ts";
import { zLimit } from "../campaign/list-campaigns.ts";
import type { Context } from "../context/index.ts";
import { type CursorSigner, readCursor, writeCursor, zCursor } from "../cursor/index.ts";
import { type OwnGift, zOwnGift, type zOwnGiftList, type zOwnYears } from "./own-gifts.view.ts";
import { yearIn } from "./year-in.ts";

/** Nobody gave before, and nobody plans for after. */
const YEAR_MIN = 2_000;
const YEAR_MAX = 2_999;
export const zYear = z.coerce.number().int().min(YEAR_MIN).max(YEAR_MAX);

const ALWAYS = { from: null, until: null };
/** The first in which anybody can have promised a gift here. */
const FIRST_YEAR = 2_020;

export const zListOwnGifts = z.strictObject({
  locale: zLocale.default("en"),
  /** Words of the campaign's title or address, or of the receipt's number. */
  search: zText.trim().min(1).max(100).optional(),
  /** Promised in this year of the account's own time zone, which the answer names. */
  year: zYear.optional(),
  limit: zLimit,
  after: zCursor.optional(),
});

/** The gifts of whoever asks, newest first, and what became of each: pending, failed and refunded ones too. */
export async function listOwnGifts(
  ctx: Pick<Context, "db"> & CursorSigner,
  input: z.input<typeof zListOwnGifts>,
  caller: Caller,
): Promise<z.output<typeof zOwnGiftList>> {
  const { locale, search, year, limit, after } = zListOwnGifts.parse(input);
  const list = { name: "own_gifts", of: caller.userId } as const;
  const place = readCursor(ctx, list, after);
  const timeZone = await findTimeZone(ctx.db, caller.userId);
  const rows = await readOwnGifts(ctx.db, {
    userId: caller.userId,
    locale,
    search: search ?? null,
    promised: year === undefined ? ALWAYS : yearIn(timeZone, year),
    after: place,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return {
    timeZone,
    items: page.map(view),
    next: isMore ? writeCursor(ctx, list, { createdAt: last.promisedAt, id: last.pledgeId }) : null,
  };
}

/** The years to choose from: of promises in the account's own time zone, of receipts as they say themselves. */
export async function listOwnYears(
  ctx: Pick<Context, "db" | "at">,
  { userId }: Caller,
): Promise<z.output<typeof zOwnYears>> {
  const timeZone = await findTimeZone(ctx.db, userId);
  // Somewhere the next year has begun already.
  const last = (ctx.at ?? new Date()).getUTCFullYear() + 1;
  const years = Array.from({ length: last - FIRST_YEAR + 1 }, (_, i) => ({
    year: FIRST_YEAR + i,
    ...yearIn(timeZone, FIRST_YEAR + i),
  }));
  const { promised, received } = await readOwnYears(ctx.db, { userId, years });
  return { promised: [...promised], received: [...received] };
}

function view(row: OwnGiftRow): OwnGift {
  const { year, serial } = row;
  return {
    reference: referenceOf(row.pledgeId),
    token: row.token,
    campaign: { slug: row.campaignSlug, title: row.campaignTitle },
    currency: zCurrency.parse(row.currency),
    giftMinor: `${row.giftMinor}`,
    tipMinor: `${row.tipMinor}`,
    feeCoverMinor: `${row.feeCoverMinor}`,
    totalMinor: `${row.totalMinor}`,
    refundedMinor: `${row.refundedMinor}`,
    leftMinor: `${row.leftMinor}`,
    status: zOwnGift.shape.status.parse(row.status),
    method: zOwnGift.shape.method.parse(row.method),
    promisedAt: row.promisedAt.toISOString(),
    capturedAt: row.capturedAt?.toISOString() ?? null,
    refundedAt: row.refundedAt?.toISOString() ?? null,
    receiptNumber: year === null || serial === null ? null : receiptNumber({ year, serial }),
  };
}
