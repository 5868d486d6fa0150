import { CURSOR_CHARACTERS_MAX } from "@careforall/api/cursor";
import { type CampaignKind, zCampaignKind } from "@careforall/domain/campaign";
import * as z from "zod";

/** Longer searches find nothing more. */
export const SEARCH_CHARACTERS_MAX = 80;

export type CampaignSearch = {
  readonly kind?: CampaignKind | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
};

/** Nobody searches for NUL or half a character; cutting a text may make one. */
const storable = (words: string): string =>
  words.replaceAll("\0", "").slice(0, SEARCH_CHARACTERS_MAX).toWellFormed().replaceAll("\ufffd", "");

const zSearch = z.object({
  kind: zCampaignKind.optional().catch(undefined),
  q: z
    .string()
    .transform((words) => storable(words.trim()).trim())
    .transform((words) => (words === "" ? undefined : words))
    .optional()
    .catch(undefined),
  after: z.string().min(1).max(CURSOR_CHARACTERS_MAX).optional().catch(undefined),
});

/** The filters of the list, from its address. What cannot be a filter is left out: an old link still shows campaigns. */
export const readSearch = (given: Record<string, unknown>): CampaignSearch => zSearch.parse(given);

/** The address of a search, without its language. */
export function searchPath(search: CampaignSearch): string {
  const query = new URLSearchParams();
  for (const name of ["kind", "q", "after"] as const) {
    const value = search[name];
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? "/campaigns" : `/campaigns?${query.toString()}`;
}

/** A cursor from an address; a list without one starts at its beginning. */
export const readCursor = (given: unknown): string | undefined => zSearch.shape.after.parse(given);
