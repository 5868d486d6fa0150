import { listReviews as read, type ReviewRow } from "@careforall/db/held";
import type { Context } from "../context/index.ts";
import { readCursor, writeCursor } from "../cursor/index.ts";

/** What a person reads at one sitting. */
const PAGE_SIZE = 50;

export type Reviews = {
  readonly rows: readonly ReviewRow[];
  /** Pass it as `after` for what comes next; null at the end. */
  readonly next: string | null;
};

const LIST = { name: "reviews" } as const;

/**
 * Everything that waits for a person, oldest first: words that nobody expected, and open cases of held money. Throws
 * `input.invalid_cursor` for a cursor that is none of this list.
 */
export async function listReviews(
  ctx: Context,
  { after, limit = PAGE_SIZE }: { readonly after?: string | undefined; readonly limit?: number } = {},
): Promise<Reviews> {
  const place = readCursor(ctx, LIST, after);
  const rows = await read(ctx.db, {
    after: place === null ? null : { at: place.createdAt, id: place.id },
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: shown, next: hasMore ? writeCursor(ctx, LIST, { createdAt: last.at, id: last.id }) : null };
}
