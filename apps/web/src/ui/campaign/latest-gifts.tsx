import type { CampaignPage, zDonationList } from "@careforall/api/campaign";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type * as z from "zod";
import { formatMoment } from "../dates.ts";
import { languageOf } from "../language-of.ts";
import styles from "./latest-gifts.module.css";

type LatestGiftsProps = {
  readonly campaign: CampaignPage;
  readonly gifts: z.output<typeof zDonationList>;
  readonly isFirstPage: boolean;
  readonly locale: Locale;
};

/** Who gave, as each of them wants to be seen, with their words. */
export async function LatestGifts({ campaign, gifts, isFirstPage, locale }: LatestGiftsProps) {
  const t = await getTranslations("Campaign");
  const address = `/${locale}/campaigns/${campaign.slug}`;
  return (
    <section id="gifts" aria-labelledby="gifts-heading">
      <h2 id="gifts-heading">{t("gifts")}</h2>
      {gifts.items.length === 0 && <p className={styles.none}>{t("noGifts")}</p>}
      <ul className={styles.gifts}>
        {gifts.items.map(({ id, displayName, amountMinor, currency, message, at }) => (
          <li key={id} className={styles.gift}>
            <p className={styles.line}>
              <span lang={displayName === null ? undefined : languageOf(displayName, locale)}>
                {displayName ?? t("anonymous")}
              </span>
              <strong>{formatMoney(money(BigInt(amountMinor), currency), locale)}</strong>
            </p>
            {message !== null && (
              <p className={styles.words} lang={languageOf(message, locale)}>
                {message}
              </p>
            )}
            <time className={styles.time} dateTime={at}>
              {formatMoment(at, locale)}
            </time>
          </li>
        ))}
      </ul>
      <p className={styles.paging}>
        {gifts.next !== null && (
          <a href={`${address}?gifts=${encodeURIComponent(gifts.next)}#gifts`}>{t("earlierGifts")}</a>
        )}
        {!isFirstPage && <a href={`${address}#gifts`}>{t("latestGifts")}</a>}
      </p>
    </section>
  );
}
