import type { zPlatformStatistics } from "@careforall/api/statistics";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type * as z from "zod";
import { RaisedDefinition } from "../campaign/raised-definition.tsx";
import styles from "./home.module.css";

type Figures = z.output<typeof zPlatformStatistics>["items"];

/** One line per currency: amounts of different currencies are never added up. */
export async function PlatformFigures({ locale, figures }: { locale: Locale; figures: Figures }) {
  const t = await getTranslations("Home");
  const given = figures.filter((figure) => figure.giftCount > 0);
  return (
    <div className={styles.figures}>
      {given.length === 0 && <p>{t("figuresNone")}</p>}
      {given.map(({ currency, raisedMinor, giftCount, donorCount, campaignCount }) => (
        <p key={currency} className={styles.figure}>
          <strong>{formatMoney(money(BigInt(raisedMinor), currency), locale)}</strong>
          <span>
            {t("figuresGifts", { count: giftCount })} {t("figuresDonors", { count: donorCount })}{" "}
            {t("figuresCampaigns", { count: campaignCount })}
          </span>
        </p>
      ))}
      <RaisedDefinition />
    </div>
  );
}
