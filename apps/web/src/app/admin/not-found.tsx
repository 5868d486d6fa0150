import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Shown in development alone: in production the server answers every missing page in the same words. */
export default async function AdminNotFound() {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("NotFound")]);
  return (
    <main id="main">
      <EmptyState title={t("title")} isPage action={{ href: `/${locale}/campaigns`, words: t("action") }}>
        {t("body")}
      </EmptyState>
    </main>
  );
}
