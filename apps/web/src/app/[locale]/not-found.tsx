import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SiteFrame } from "../../ui/frame/site-frame.tsx";

export default async function NotFoundPage() {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("NotFound")]);
  return (
    <SiteFrame locale={locale} path="">
      <EmptyState title={t("title")} isPage action={{ href: `/${locale}/campaigns`, words: t("action") }}>
        {t("body")}
      </EmptyState>
    </SiteFrame>
  );
}
