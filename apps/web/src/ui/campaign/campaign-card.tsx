import type { CampaignCard as Card } from "@careforall/api/campaign";
import { formatMoney, formatPercent, money, percentOf } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { SewnMeter } from "../stitch/sewn-meter.tsx";
import { Tag } from "../tag.tsx";
import styles from "./campaign-card.module.css";
import { Cover } from "./cover.tsx";
import { KIND_TONE } from "./kind-tone.ts";
import { timeLeft } from "./time-left.ts";

type CampaignCardProps = { readonly campaign: Card; readonly locale: Locale; readonly titleAs: "h2" | "h3" };

/** A campaign in a list: a row on a phone, a card where there is room. The whole of it is one link. */
export async function CampaignCard({ campaign, locale, titleAs: Title }: CampaignCardProps) {
  const [t, totals, kinds] = await Promise.all([
    getTranslations("Campaigns"),
    getTranslations("Totals"),
    getTranslations("Kind"),
  ]);
  const { currency, goalMinor, raisedMinor } = campaign.totals;
  const language = campaign.textLocale === locale ? undefined : campaign.textLocale;
  const percent = percentOf(BigInt(raisedMinor), BigInt(goalMinor));
  const raised = formatMoney(money(BigInt(raisedMinor), currency), locale);
  const goal = formatMoney(money(BigInt(goalMinor), currency), locale);
  const valueText = totals("meter", { raised, goal, percent: formatPercent(percent, locale) });
  return (
    <li className={styles.card}>
      <Cover kind={campaign.kind} id={campaign.id} className={styles.cover} />
      <div className={styles.words}>
        <Tag tone={KIND_TONE[campaign.kind]}>{kinds(campaign.kind)}</Tag>
        <Title className={styles.title} lang={language}>
          <a href={`/${locale}/campaigns/${campaign.slug}`}>{campaign.title}</a>
        </Title>
        <p className={styles.organiser}>{t("by", { organiser: campaign.organiserName })}</p>
        <p className={styles.summary} lang={language}>
          {campaign.summary}
        </p>
      </div>
      <div className={styles.sum}>
        <SewnMeter
          raisedMinor={raisedMinor}
          goalMinor={goalMinor}
          percent={percent}
          label={totals("raised")}
          valueText={valueText}
        />
        <p className={styles.figures}>
          <span>
            <strong>{raised}</strong> <span className={styles.goal}>{totals("of", { goal })}</span>
          </span>
          <span>{timeLeft(campaign, totals)}</span>
        </p>
      </div>
    </li>
  );
}
