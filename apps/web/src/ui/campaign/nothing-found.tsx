import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "../empty-state.tsx";
import type { CampaignSearch } from "./campaign-search.ts";

export async function NothingFound({ locale, search }: { locale: Locale; search: CampaignSearch }) {
  const t = await getTranslations("Campaigns");
  const title = search.q === undefined ? t("empty") : t("emptySearch", { q: search.q });
  return (
    <EmptyState title={title} action={{ href: `/${locale}/campaigns`, words: t("clear") }}>
      {search.q === undefined ? t("emptyKindHint") : t("emptyHint")}
    </EmptyState>
  );
}
