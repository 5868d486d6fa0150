"use client";

import type { Totals } from "@careforall/api/campaign";
import type { Locale } from "@careforall/domain/shared";
import { useEffect, useState } from "react";
import { SewnMeter } from "../stitch/sewn-meter.tsx";
import styles from "./live-total.module.css";
import { type TotalPatterns, totalWords } from "./total-words.ts";
import { useCalmWords } from "./use-calm-words.ts";
import { watchTotals } from "./watch-totals.ts";

type LiveTotalProps = {
  readonly slug: string;
  readonly locale: Locale;
  readonly initial: Totals;
  readonly patterns: TotalPatterns;
  /** "12 days left"; it does not change while one looks. */
  readonly timeLeft: string;
  /** Words for a total that stands still while gifts go on; null while it does not. Gone with the next total. */
  readonly behind: string | null;
};

type Shown = { readonly totals: Totals; readonly before: string | undefined };

/** A late message never overwrites a newer one; a later hour of the same total only moves the clock. */
function newer(now: Shown, next: Totals): Shown {
  if (next.version > now.totals.version) return { totals: next, before: now.totals.raisedMinor };
  const isLater = next.version === now.totals.version && next.asOf > now.totals.asOf;
  return isLater ? { totals: next, before: now.before } : now;
}

/** The sum of a campaign: right without scripts, and from then on as new as the last gift. */
export function LiveTotal({ slug, locale, initial, patterns, timeLeft, behind }: LiveTotalProps) {
  const [shown, setShown] = useState<Shown>({ totals: initial, before: undefined });

  useEffect(() => {
    const showNewer = (next: Totals): void => setShown((now) => newer(now, next));
    return watchTotals(slug, showNewer);
  }, [slug]);

  const isBehind = behind !== null && shown.totals.asOf === initial.asOf;
  const words = totalWords(shown.totals, locale, patterns);
  const announced = useCalmWords(shown.before === undefined ? "" : words.meter);
  return (
    <div className={styles.total}>
      <p className={styles.sum}>
        <strong>{words.raised}</strong> <span className={styles.goal}>{words.of}</span>
      </p>
      <SewnMeter
        raisedMinor={shown.totals.raisedMinor}
        goalMinor={shown.totals.goalMinor}
        percent={words.percent}
        label={patterns.raisedLabel}
        valueText={words.meter}
        drawnFromMinor={shown.before}
        isWide
      />
      <p className={styles.figures}>
        <strong>{words.funded}</strong>
        <span>{words.gifts}</span>
        <span>{timeLeft}</span>
        {/* Another consumer counts people, and goes on: sixteen donors of four gifts would look like a mistake. */}
        {!isBehind && <span>{words.donors}</span>}
      </p>
      <p className={styles.asOf}>
        <time dateTime={shown.totals.asOf}>{words.asOf}</time>
      </p>
      {isBehind && <p className={styles.behind}>{behind}</p>}
      <p role="status" className={styles.heard}>
        {announced}
      </p>
    </div>
  );
}
