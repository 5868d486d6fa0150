import { findGuestRequest, type AddressedGift, listGiftsOfAddress } from "@careforall/db/guest";
import { LETTER_GIFTS_MAX } from "@careforall/domain/guest";
import { type Currency, isCurrency, readTypedAmount } from "@careforall/domain/money";
import { assert, type Locale } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { type Gift, getGift } from "../pledge/index.ts";

/** Among so many of an address's newest gifts those of an amount are looked for. */
const LOOKED_AT_MAX = 200;
/** Nobody else has asked the provider about an attempt for so long. */
const ASK_GAP_MS = 5_000;

export type LetterGift = { readonly gift: Gift; readonly url: string };

/**
 * What a letter of `find_gifts` tells, read when it is sent: at most LETTER_GIFTS_MAX gifts, those of the asked amount
 * first, then the newest. The provider is asked now about each that is not settled, so that looking for a gift heals it;
 * one that does not answer is told as unknown. Null when there is nothing to tell.
 */
export async function readGiftLetter(
  ctx: Context,
  requestId: string,
  locale: Locale,
): Promise<readonly LetterGift[] | null> {
  const asked = await findGuestRequest(ctx.db, requestId);
  if (asked === null) return null;
  const found = await listGiftsOfAddress(ctx.db, asked.email, LOOKED_AT_MAX);
  if (found.length === 0) return null;
  const { amount } = asked;
  const isMeant = (one: AddressedGift): boolean => amount !== null && isOfAmount(one, amount);
  const sorted = [...found.filter(isMeant), ...found.filter((one) => !isMeant(one))];
  return Promise.all(
    sorted.slice(0, LETTER_GIFTS_MAX).map(async ({ token }) => ({
      gift: await getGift(ctx, { token, locale, ask: { cause: "find_my_gift", gapMs: ASK_GAP_MS } }),
      url: `${ctx.config.webUrl}/${locale}/gifts/${token}`,
    })),
  );
}

/** Whether what was typed can mean the gift, or all that was paid. */
function isOfAmount({ currency, giftMinor, totalMinor }: AddressedGift, typed: string): boolean {
  assert(isCurrency(currency), "a pledge has a known currency");
  return meantBy(typed, currency).some((minor) => minor === giftMinor || minor === totalMinor);
}

function meantBy(typed: string, currency: Currency): readonly bigint[] {
  const read = readTypedAmount(typed, currency);
  if (read.outcome === "unreadable") return [];
  const meant = read.outcome === "ok" ? [read.money] : read.candidates;
  return meant.map(({ amountMinor }) => amountMinor);
}
