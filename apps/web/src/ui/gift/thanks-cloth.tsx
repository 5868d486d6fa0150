import { getTotals } from "@careforall/api/campaign";
import type { Gift } from "@careforall/api/pledge";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { webContext } from "../../server/context.ts";
import { patternsFrom } from "../live/total-patterns.ts";
import { totalWords } from "../live/total-words.ts";
import { SewnMeter } from "../stitch/sewn-meter.tsx";
import styles from "./gift-page.module.css";

/** The campaign's line with this gift's stitches drawn in: the thanks. */
export async function ThanksCloth({ gift, locale }: { gift: Gift; locale: Locale }) {
  const [t, translateTotals, totals] = await Promise.all([
    getTranslations("Gift"),
    getTranslations("Totals"),
    getTotals(await webContext(), { slug: gift.campaign.slug }),
  ]);
  const patterns = patternsFrom(translateTotals);
  const words = totalWords(totals, locale, patterns);
  const without = BigInt(totals.raisedMinor) - BigInt(gift.giftMinor);
  return (
    <section className={styles.cloth} aria-label={t("yourStitch")}>
      <p>
        <strong>{words.raised}</strong> {words.of}
      </p>
      <SewnMeter
        raisedMinor={totals.raisedMinor}
        goalMinor={totals.goalMinor}
        percent={words.percent}
        label={patterns.raisedLabel}
        valueText={words.meter}
        drawnFromMinor={gift.isCounted && without >= 0n ? `${without}` : undefined}
        isHighlighted
        isWide
      />
    </section>
  );
}
