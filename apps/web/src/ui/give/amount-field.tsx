import { type Currency, formatMoney, GIFT_LIMITS, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { type GiveValues, OTHER_AMOUNT } from "../../app/give/give-form.ts";
import { CURRENCY_WORD } from "./currency-word.ts";
import styles from "./give-form.module.css";

type AmountFieldProps = {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly suggestedMinor: readonly string[];
  readonly values: GiveValues;
  readonly problem: string | undefined;
  /** The boxes are the two readings of what was typed: none of them is chosen for the donor. */
  readonly isChoice: boolean;
};

export async function AmountField(props: AmountFieldProps) {
  const { locale, currency, suggestedMinor, values, problem, isChoice } = props;
  const t = await getTranslations("Give");
  const { min, max } = GIFT_LIMITS[currency];
  const isOther = values.gift === OTHER_AMOUNT && !isChoice;
  const problemId = problem === undefined ? undefined : "amount-problem";
  return (
    <fieldset id="amount" tabIndex={-1} className={styles.part} aria-describedby={problemId}>
      <legend className={styles.heard}>{t("amount")}</legend>
      {problem !== undefined && (
        <p id={problemId} className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.amounts}>
        {suggestedMinor.map((minor) => (
          <label key={minor} className={styles.amount}>
            <input
              type="radio"
              name="gift"
              value={minor}
              required
              defaultChecked={!isChoice && values.gift === minor}
              data-first={!isChoice && values.gift === minor ? "" : undefined}
            />
            <span>{formatMoney(money(BigInt(minor), currency), locale)}</span>
          </label>
        ))}
        <label
          className={suggestedMinor.length % 3 === 0 ? `${styles.amount} ${styles.wholeRow}` : styles.amount}
        >
          <input
            type="radio"
            name="gift"
            value={OTHER_AMOUNT}
            required
            defaultChecked={isOther}
            data-other=""
          />
          <span>{t("other")}</span>
        </label>
      </div>
      <div className={styles.otherAmount}>
        <label htmlFor="giftOther">{t("otherLabel", { currency: CURRENCY_WORD[locale][currency] })}</label>
        <input
          id="giftOther"
          name="giftOther"
          inputMode={currency === "XOF" ? "numeric" : "decimal"}
          autoComplete="off"
          maxLength={40}
          defaultValue={isChoice ? "" : values.giftOther}
          aria-describedby={problemId === undefined ? "giftOther-hint" : `giftOther-hint ${problemId}`}
          aria-invalid={isOther && problem !== undefined ? true : undefined}
          className={styles.input}
        />
        <p id="giftOther-hint" className={styles.hint}>
          {t("otherHint", { min: formatMoney(min, locale), max: formatMoney(max, locale) })}
        </p>
      </div>
    </fieldset>
  );
}
