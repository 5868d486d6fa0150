import { listReviews as read, type ReviewRow } from "@careforall/db/held";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";

/** What a person reads at one sitting. */
const PAGE_SIZE = 50;

export type Reviews = {
  readonly rows: readonly ReviewRow[];
  /** Pass it as `after` for what comes next; null at the end. */
  readonly next: string | null;
};

const zCursor = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]);

/** Everything that waits for a person, oldest first: words that nobody expected, and open cases of held money. */
export async function listReviews(
  ctx: Context,
  { after = null, limit = PAGE_SIZE }: { readonly after?: string | null; readonly limit?: number } = {},
): Promise<Reviews> {
  const rows = await read(ctx.db, { after: after === null ? null : positionOf(after), limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: shown, next: hasMore ? `${last.at.toISOString()}/${last.id}` : null };
}

function positionOf(cursor: string): { readonly at: Date; readonly id: string } {
  const parsed = zCursor.safeParse(cursor.split("/"));
  if (!parsed.success)
    throw new AppError("invalid", "review.bad_cursor", "This is no place in the list of reviews.");
  const [at, id] = parsed.data;
  return { at, id };
}
