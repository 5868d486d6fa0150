import type { CampaignPage } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import buttons from "../button.module.css";
import { formatMoment } from "../dates.ts";
import { LiveTotal } from "../live/live-total.tsx";
import { patternsFrom } from "../live/total-patterns.ts";
import styles from "./campaign-page.module.css";
import { RaisedDefinition } from "./raised-definition.tsx";
import { timeLeft } from "./time-left.ts";

type SumCardProps = {
  readonly campaign: CampaignPage;
  readonly locale: Locale;
  /** Null when the campaign takes no gifts now. */
  readonly giveHref: string | null;
};

/** What has arrived, beside the story on a wide screen and before it on a phone. */
export async function SumCard({ campaign, locale, giveHref }: SumCardProps) {
  const [t, totals] = await Promise.all([getTranslations("Campaign"), getTranslations("Totals")]);
  return (
    <aside className={styles.card} aria-label={totals("raised")}>
      <LiveTotal
        slug={campaign.slug}
        locale={locale}
        initial={campaign.totals}
        patterns={patternsFrom(totals)}
        timeLeft={timeLeft(campaign, totals)}
        behind={
          campaign.isTotalBehind
            ? totals("behind", { time: formatMoment(campaign.totals.asOf, locale) })
            : null
        }
      />
      <RaisedDefinition />
      <p className={styles.cardActions}>
        {giveHref !== null && (
          <a className={buttons.primary} href={giveHref}>
            {t("give")}
          </a>
        )}
        <a className={buttons.secondary} href="#share">
          {t("share")}
        </a>
      </p>
    </aside>
  );
}
