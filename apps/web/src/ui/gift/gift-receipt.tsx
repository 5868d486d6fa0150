import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import buttons from "../button.module.css";
import styles from "./gift-page.module.css";

/** The way to the receipt: as a page and as a file. */
export async function GiftReceipt({ token, locale }: { token: string; locale: Locale }) {
  const [t, words] = await Promise.all([getTranslations("Gift"), getTranslations("Receipt")]);
  const receipt = `/${locale}/gifts/${token}/receipt`;
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{t("receipt")}</h2>
      <div className={styles.receipt}>
        <a className={buttons.secondary} href={receipt}>
          {words("show")}
        </a>
        <a className={buttons.secondary} href={`${receipt}.pdf`}>
          {words("pdf")}
        </a>
      </div>
    </section>
  );
}
