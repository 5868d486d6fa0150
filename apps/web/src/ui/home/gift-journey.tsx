import { getTranslations } from "next-intl/server";
import styles from "./gift-journey.module.css";

/** What happens to a gift, as three knots on one thread. */
export async function GiftJourney() {
  const t = await getTranslations("Home");
  const steps = [
    { title: t("step1Title"), words: t("step1") },
    { title: t("step2Title"), words: t("step2") },
    { title: t("step3Title"), words: t("step3") },
  ];
  return (
    <ol className={styles.thread}>
      {steps.map((step) => (
        <li key={step.title} className={styles.knot}>
          <h3>{step.title}</h3>
          <p>{step.words}</p>
        </li>
      ))}
    </ol>
  );
}
