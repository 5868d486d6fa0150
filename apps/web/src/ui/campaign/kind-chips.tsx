import { CAMPAIGN_KINDS } from "@careforall/domain/campaign";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { type CampaignSearch, searchPath } from "./campaign-search.ts";
import styles from "./kind-chips.module.css";

/** Filter by kind: links, so that each choice has an address. */
export async function KindChips({ locale, search }: { locale: Locale; search: CampaignSearch }) {
  const [t, kinds] = await Promise.all([getTranslations("Campaigns"), getTranslations("Kind")]);
  const chips = [
    { kind: undefined, words: t("allKinds") },
    ...CAMPAIGN_KINDS.map((kind) => ({ kind, words: kinds(kind) })),
  ];
  return (
    <nav aria-label={t("kinds")} className={styles.chips}>
      {chips.map(({ kind, words }) => (
        <a
          key={kind ?? "all"}
          href={`/${locale}${searchPath({ q: search.q, kind })}`}
          aria-current={search.kind === kind ? "true" : undefined}
          className={styles.chip}
        >
          {words}
        </a>
      ))}
    </nav>
  );
}
