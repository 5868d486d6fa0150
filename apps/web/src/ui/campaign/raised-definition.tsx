import { getTranslations } from "next-intl/server";
import styles from "./raised-definition.module.css";

/** Stands beside every total: a number without its definition is not honest. */
export async function RaisedDefinition() {
  const t = await getTranslations("Totals");
  return (
    <details className={styles.definition}>
      <summary>{t("whatIsRaised")}</summary>
      <p>{t("definition")}</p>
    </details>
  );
}
