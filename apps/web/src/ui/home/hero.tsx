import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { Cover } from "../campaign/cover.tsx";
import { SearchForm } from "../campaign/search-form.tsx";
import styles from "./home.module.css";

/** A lotus that sits well beside the words; any id would give one. */
const HERO_COVER_ID = "019a3c5e-7b1d-7030-8000-00000000cafe";

export async function Hero({ locale }: { locale: Locale }) {
  const t = await getTranslations("Home");
  return (
    <div className={styles.hero}>
      <Cover kind="medical" id={HERO_COVER_ID} className={styles.heroCover} isFirst />
      <div className={styles.heroWords}>
        <h1 className={styles.sentence}>{t("sentence")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
        <SearchForm locale={locale} />
      </div>
    </div>
  );
}
