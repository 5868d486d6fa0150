import { listOpenGifts, type OpenGift } from "@careforall/db/guest";
import type { Context } from "../context/index.ts";

/** A banner of more would hide the campaign. */
const SHOWN_MAX = 3;

/**
 * Which of the gifts that a browser remembers are being confirmed for a campaign, the newest first. Their secrets are the
 * only way in: what a browser was never given is not found.
 */
export const findOpenGifts = async (
  { db }: Pick<Context, "db">,
  asked: { readonly tokens: readonly string[]; readonly campaignId: string },
): Promise<readonly OpenGift[]> =>
  asked.tokens.length === 0 ? [] : listOpenGifts(db, { ...asked, limit: SHOWN_MAX });
