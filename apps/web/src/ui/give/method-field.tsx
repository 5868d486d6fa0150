import { PAYMENT_METHODS } from "@careforall/domain/payment";
import { getTranslations } from "next-intl/server";
import styles from "./give-form.module.css";

export async function MethodField({ chosen, problem }: { chosen: string; problem: string | undefined }) {
  const [t, methods] = await Promise.all([getTranslations("Give"), getTranslations("Method")]);
  return (
    <fieldset
      id="method"
      tabIndex={-1}
      className={styles.part}
      aria-describedby={problem === undefined ? undefined : "method-problem"}
    >
      <legend className={styles.legend}>{t("payWith")}</legend>
      {problem !== undefined && (
        <p id="method-problem" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.methods}>
        {PAYMENT_METHODS.map((method) => (
          <label key={method} className={styles.method}>
            <input type="radio" name="method" value={method} required defaultChecked={chosen === method} />
            <span>
              <span className={styles.methodName}>{methods(method)}</span>{" "}
              <span className={styles.hint}>{methods(method === "card" ? "cardNote" : "walletNote")}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
