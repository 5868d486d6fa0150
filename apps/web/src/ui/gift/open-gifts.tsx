import { findOpenGifts } from "@careforall/api/guest";
import { formatMoney, isCurrency, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { webContext } from "../../server/context.ts";
import { readGifts } from "../../server/session/gifts-cookie.ts";
import styles from "./open-gifts.module.css";

/**
 * What a guest's own browser remembers of payments under way for a campaign: nobody should pay twice because a page was
 * closed. Nothing is asked, and nothing shown, for who has not given here.
 */
export async function OpenGifts({ campaignId, locale }: { campaignId: string; locale: Locale }) {
  const ctx = await webContext();
  const tokens = await readGifts(ctx.settings, ctx.header("cookie"));
  const gifts = await findOpenGifts(ctx, { tokens, campaignId });
  if (gifts.length === 0) return null;
  const t = await getTranslations("Guest");
  return (
    <div role="status" className={styles.open}>
      {gifts.map(({ token, totalMinor, currency }) => (
        <p key={token}>
          {isCurrency(currency) &&
            t("beingConfirmed", { amount: formatMoney(money(totalMinor, currency), locale) })}{" "}
          <a href={`/${locale}/gifts/${token}`}>{t("seeGift")}</a>
        </p>
      ))}
    </div>
  );
}
