import type { CampaignPage } from "@careforall/api/campaign";
import { formatMoney, formatPercent, money, percentOf } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { Cover } from "../campaign/cover.tsx";
import { SewnMeter } from "../stitch/sewn-meter.tsx";
import styles from "./give-page.module.css";

/** Whom the gift is for: one line above the form on a phone, a card beside it where there is room. */
export async function GiveAside({ campaign, locale }: { campaign: CampaignPage; locale: Locale }) {
  const [t, totals] = await Promise.all([getTranslations("Give"), getTranslations("Totals")]);
  const { currency, raisedMinor, goalMinor } = campaign.totals;
  const raised = formatMoney(money(BigInt(raisedMinor), currency), locale);
  const goal = formatMoney(money(BigInt(goalMinor), currency), locale);
  const percent = percentOf(BigInt(raisedMinor), BigInt(goalMinor));
  return (
    <aside className={styles.aside} aria-label={t("givingTo")}>
      <a className={styles.back} href={`/${locale}/campaigns/${campaign.slug}`}>
        <span className={styles.arrow} aria-hidden="true">
          ←
        </span>
        <span>
          <span className={styles.givingTo}>{t("givingTo")}</span>{" "}
          <strong lang={campaign.textLocale === locale ? undefined : campaign.textLocale}>
            {campaign.title}
          </strong>
        </span>
      </a>
      <div className={styles.asideCard}>
        <Cover kind={campaign.kind} id={campaign.id} className={styles.asideCover} />
        <div className={styles.asideSum}>
          <p>
            <strong>{raised}</strong> {totals("of", { goal })}
          </p>
          <SewnMeter
            raisedMinor={raisedMinor}
            goalMinor={goalMinor}
            percent={percent}
            label={totals("raised")}
            valueText={totals("meter", { raised, goal, percent: formatPercent(percent, locale) })}
          />
        </div>
      </div>
    </aside>
  );
}
