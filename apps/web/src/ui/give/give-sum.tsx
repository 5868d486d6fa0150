"use client";

import type { Currency } from "@careforall/domain/browser-money";
import type { Locale } from "@careforall/domain/shared";
import buttons from "../button.module.css";
import styles from "./give-form.module.css";
import { type Chosen, sumOf } from "./sum-of.ts";
import { useGiveForm } from "./use-give-form.ts";
import { useInBrowser } from "../use-in-browser.ts";

type GiveSumProps = {
  readonly formId: string;
  readonly locale: Locale;
  readonly currency: Currency;
  /** What the page was sent with; true without scripts until something else is chosen (then CSS hides it). */
  readonly first: Chosen;
  readonly words: Readonly<
    Record<
      | "heading"
      | "gift"
      | "tip"
      | "fee"
      | "feeAmount"
      | "total"
      | "later"
      | "continue"
      | "continueWith"
      | "busy",
      string
    >
  >;
};

/** The sum lines and the button. The form works without it: then the payment page is the first to say the sum. */
export function GiveSum({ formId, locale, currency, first, words }: GiveSumProps) {
  const { chosen, isBusy } = useGiveForm(formId);
  const isLive = useInBrowser(() => true) === true;

  const sum = sumOf(chosen ?? first, currency, locale);
  const label =
    isLive && sum.total !== null ? words.continueWith.replace("{amount}", sum.total) : words.continue;
  return (
    <>
      <div className={styles.sum} data-live={isLive ? "" : undefined}>
        <h2 className={styles.heard}>{words.heading}</h2>
        <dl>
          <SumLine name={words.gift} value={sum.gift} later={words.later} />
          {sum.tip !== null && <SumLine name={words.tip} value={sum.tip} later={words.later} />}
          <div>
            <dt>{words.fee}</dt>
            <dd>{words.feeAmount}</dd>
          </div>
          <SumLine name={words.total} value={sum.total ?? "–"} later={words.later} isTotal />
        </dl>
      </div>
      <button type="submit" className={`${buttons.primary} ${styles.submit}`} disabled={isBusy}>
        {isBusy ? words.busy : label}
      </button>
    </>
  );
}

function SumLine(line: { name: string; value: string; later: string; isTotal?: boolean }) {
  return (
    <div className={line.isTotal === true ? styles.totalLine : undefined}>
      <dt>{line.name}</dt>
      <dd>
        <span className={styles.now}>{line.value}</span>
        <span className={styles.later}>{line.later}</span>
      </dd>
    </div>
  );
}
