import type { CampaignCard as Card } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { CampaignCard } from "./campaign-card.tsx";
import styles from "./campaign-card.module.css";

export function CampaignList({ campaigns, locale }: { campaigns: readonly Card[]; locale: Locale }) {
  return (
    <ul className={styles.list}>
      {campaigns.map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} locale={locale} />
      ))}
    </ul>
  );
}
