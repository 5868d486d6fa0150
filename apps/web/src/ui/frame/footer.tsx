import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import styles from "./footer.module.css";

/** Served by the API itself, not a page. */
const API_DOCUMENT = "/api/v1/openapi.json";

export async function Footer({ locale }: { locale: Locale }) {
  const t = await getTranslations("Site");
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p>{t("footerRaised")}</p>
        <p>{t("footerPrivacy")}</p>
        <p className={styles.links}>
          <a href={`/${locale}/campaigns`}>{t("campaigns")}</a>
          <a href={`/${locale}/find-my-gift`}>{t("findMyGift")}</a>
          <a href={API_DOCUMENT}>{t("api")}</a>
        </p>
      </div>
    </footer>
  );
}
