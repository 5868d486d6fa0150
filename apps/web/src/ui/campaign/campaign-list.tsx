import type { CampaignCard as Card } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { CampaignCard } from "./campaign-card.tsx";
import styles from "./campaign-card.module.css";

type CampaignListProps = {
  readonly campaigns: readonly Card[];
  readonly locale: Locale;
  /** One below the heading that the list stands under. */
  readonly titleAs: "h2" | "h3";
};

export function CampaignList({ campaigns, locale, titleAs }: CampaignListProps) {
  return (
    <ul className={styles.list}>
      {campaigns.map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} locale={locale} titleAs={titleAs} />
      ))}
    </ul>
  );
}
