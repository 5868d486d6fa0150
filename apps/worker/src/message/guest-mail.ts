import type { Context } from "@careforall/api/context";
import { type LetterGift, mintEraseLink, readGiftLetter } from "@careforall/api/guest";
import { GUEST_TEMPLATES, type GuestTemplate } from "@careforall/api/message";
import type { Gift } from "@careforall/api/pledge";
import { formatMoney, money } from "@careforall/domain/money";
import { type Locale, LOCALES } from "@careforall/domain/shared";
import type { ReactElement } from "react";
import { GUEST_WORDS, type GiftState } from "./guest-words.ts";
import { line, linkTo, renderFramed, seam } from "./letter-frame.ts";
import type { RenderedMail } from "./receipt.ts";

export const isGuestTemplate = (template: string): template is GuestTemplate =>
  GUEST_TEMPLATES.some((known) => known === template);

/**
 * A letter that a guest asked for, as it is sent now; null when the request is forgotten or there is nothing to tell.
 * Gifts are told as they are at this moment: the provider is asked first.
 */
export async function writeGuestMail(
  ctx: Context,
  message: { readonly template: GuestTemplate; readonly eventId: string; readonly locale: string },
): Promise<RenderedMail | null> {
  const locale = LOCALES.find((known) => known === message.locale) ?? "en";
  const { subjectId } = await ctx.db.prisma.outbox.findUniqueOrThrow({ where: { id: message.eventId } });
  if (message.template === "erase_gifts") return eraseLetter(ctx, subjectId, locale);
  const gifts = await readGiftLetter(ctx, subjectId, locale);
  return gifts === null ? null : giftsLetter(gifts, locale);
}

async function eraseLetter(ctx: Context, requestId: string, locale: Locale): Promise<RenderedMail | null> {
  const secret = await mintEraseLink(ctx, requestId);
  if (secret === null) return null;
  const { subject, heading, lines, link } = GUEST_WORDS[locale].erase;
  const url = `${ctx.config.webUrl}/${locale}/forget-me/${secret}`;
  return renderFramed({ locale, subject, heading, body: [...lines.map(line), seam(), linkTo(url, link)] });
}

function giftsLetter(gifts: readonly LetterGift[], locale: Locale): Promise<RenderedMail> {
  const { subject, heading, lead, more } = GUEST_WORDS[locale].find;
  const body = [line(lead), ...gifts.flatMap((one) => giftLines(one, locale)), seam("end"), line(more)];
  return renderFramed({ locale, subject, heading, body });
}

function giftLines({ gift, url }: LetterGift, locale: Locale): readonly ReactElement[] {
  const { states, see } = GUEST_WORDS[locale].find;
  const amount = formatMoney(money(BigInt(gift.totalMinor), gift.currency), locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const what = `${amount} · ${gift.campaign.title} · ${day.format(new Date(gift.createdAt))}`;
  return [
    seam(`seam ${url}`),
    line(what),
    line(states[stateOf(gift)]),
    linkTo(url, `${see} (${gift.reference})`),
  ];
}

function stateOf(gift: Gift): GiftState {
  if (gift.status === "refunded") return "refunded";
  if (gift.truth === "received") return gift.isHeld ? "held" : "received";
  if (gift.truth === "not_charged" && gift.attempts === 0) return "not_begun";
  return gift.truth;
}
