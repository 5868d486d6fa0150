import type { Currency } from "@careforall/domain/money";
import { useLocale, useTranslations } from "next-intl";
import { CURRENCY_WORD } from "./currency-word.ts";
import { Field } from "./field.tsx";
import styles from "./give-form.module.css";

/** Nothing is added unless the donor opens this and types it. */
export function TipField({
  currency,
  value,
  problem,
}: {
  currency: Currency;
  value: string;
  problem: string | undefined;
}) {
  const t = useTranslations("Give");
  const locale = useLocale();
  return (
    <details className={styles.tip} open={value !== "" || problem !== undefined}>
      <summary>{t("tipSummary")}</summary>
      <Field
        id="tip"
        label={t("tipLabel", { currency: CURRENCY_WORD[locale][currency] })}
        hint={t("tipNote")}
        problem={problem}
      >
        {(described) => (
          <input
            {...described}
            name="tip"
            inputMode={currency === "XOF" ? "numeric" : "decimal"}
            autoComplete="off"
            maxLength={40}
            placeholder=" "
            defaultValue={value}
            className={styles.input}
          />
        )}
      </Field>
    </details>
  );
}
