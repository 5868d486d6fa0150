import type { DonorStatistics } from "@careforall/api/donor";
import { formatCount, formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { formatDay } from "../dates.ts";
import styles from "./own-gifts.module.css";

/** What one has given, a block for each currency: amounts of different currencies are never added up. */
export async function OwnStatistics(props: {
  readonly locale: Locale;
  /** The account's own. */
  readonly timeZone: string;
  readonly figures: DonorStatistics;
}) {
  const { locale, timeZone, figures } = props;
  const t = await getTranslations("OwnGifts");
  return (
    <section className={styles.statistics} aria-labelledby="statistics">
      <h2 id="statistics">{t("statistics")}</h2>
      {figures.items.map(({ currency, givenMinor, giftCount, campaignCount, firstGiftAt, lastGiftAt }) => (
        <dl key={currency}>
          <div className={styles.sum}>
            <dt>{t("given")}</dt>
            <dd>{formatMoney(money(BigInt(givenMinor), currency), locale)}</dd>
          </div>
          <div>
            <dt>{t("count")}</dt>
            <dd>{formatCount(giftCount, locale)}</dd>
          </div>
          <div>
            <dt>{t("campaigns")}</dt>
            <dd>{formatCount(campaignCount, locale)}</dd>
          </div>
          <div>
            <dt>{t("first")}</dt>
            <dd>{formatDay(firstGiftAt, locale, timeZone)}</dd>
          </div>
          <div>
            <dt>{t("last")}</dt>
            <dd>{formatDay(lastGiftAt, locale, timeZone)}</dd>
          </div>
        </dl>
      ))}
      <p className={styles.definition}>{t("definition")}</p>
    </section>
  );
}
