import type { CampaignPage } from "@careforall/api/campaign";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import styles from "./costs.module.css";

/** What the money pays for, as the organiser broke it down. */
export async function Costs({ campaign, locale }: { campaign: CampaignPage; locale: Locale }) {
  if (campaign.costs.length === 0) return null;
  const t = await getTranslations("Campaign");
  const written = (amountMinor: bigint): string =>
    formatMoney(money(amountMinor, campaign.totals.currency), locale);
  const sum = campaign.costs.reduce((total, cost) => total + BigInt(cost.amountMinor), 0n);
  return (
    <section aria-labelledby="costs">
      <h2 id="costs">{t("costs")}</h2>
      <table className={styles.costs}>
        <thead className={styles.heard}>
          <tr>
            <th scope="col">{t("costItem")}</th>
            <th scope="col">{t("costAmount")}</th>
          </tr>
        </thead>
        <tbody lang={campaign.textLocale === locale ? undefined : campaign.textLocale}>
          {campaign.costs.map((cost) => (
            <tr key={cost.label}>
              <th scope="row">{cost.label}</th>
              <td>{written(BigInt(cost.amountMinor))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("costTotal")}</th>
            <td>{written(sum)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
