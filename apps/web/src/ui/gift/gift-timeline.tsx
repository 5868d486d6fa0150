import type { Gift } from "@careforall/api/pledge";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { formatMoment } from "../dates.ts";
import styles from "./gift-timeline.module.css";

type What = Gift["history"][number]["what"];

const TONE = {
  created: styles.passed,
  payment_opened: styles.passed,
  authorized: styles.passed,
  failed: styles.failed,
  cancelled: styles.failed,
  expired: styles.failed,
  received: styles.done,
  held: styles.waiting,
  settled: styles.done,
  refunded: styles.passed,
  refund_failed: styles.waiting,
} as const satisfies Record<What, string | undefined>;

/** Each step with its time, as knots on one thread. */
export async function GiftTimeline({ gift, locale }: { gift: Gift; locale: Locale }) {
  const t = await getTranslations("Gift");
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t("timeline")}</h2>
      <ol className={styles.thread}>
        {gift.history.map(({ at, what }) => (
          <li key={`${at} ${what}`} className={`${styles.knot} ${TONE[what]}`}>
            <span>{t(`what.${what === "received" && gift.isLate ? "received_late" : what}`)}</span>
            <time dateTime={at}>{formatMoment(at, locale)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
