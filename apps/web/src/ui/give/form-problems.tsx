import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { GIVE_FIELDS, type GiveField } from "../../app/give/judge-values.ts";
import { FocusOnArrival } from "./focus-on-arrival.tsx";
import styles from "./give-form.module.css";
import type { FormState } from "./give-state.ts";
import type { ProblemWords } from "./problem-words.ts";

/** Where each problem is mended. */
export const FIELD_ID = {
  amount: "amount",
  tip: "tip",
  email: "email",
  name: "name",
  message: "message",
  method: "method",
} as const satisfies Record<GiveField, string>;

const SUMMARY_ID = "problems";

/** Says first what happened to the money, then why, then what to mend. */
export async function FormProblems({
  state,
  words,
  locale,
}: {
  state: FormState;
  words: ProblemWords;
  locale: Locale;
}) {
  const { refusal, retryAfterS, values } = state;
  const fields = GIVE_FIELDS.filter((field) => words[field] !== undefined);
  if (refusal === null && fields.length === 0) return null;
  const [t, give, methods] = await Promise.all([
    getTranslations("Refusal"),
    getTranslations("Give"),
    getTranslations("Method"),
  ]);
  const method = methods.has(values.method as "card") ? methods(values.method as "card") : methods("card");
  return (
    <div id={SUMMARY_ID} role="alert" tabIndex={-1} className={styles.problems}>
      <h2>{t("notCharged")}</h2>
      {refusal !== null && refusal !== "waiting" && <p>{t(refusal, { method })}</p>}
      {refusal === "rate_limited" && retryAfterS !== null && <p>{t("retryIn", { seconds: retryAfterS })}</p>}
      {refusal === "campaign_closed" && (
        <p>
          <a href={`/${locale}/campaigns`}>{t("seeCampaigns")}</a>
        </p>
      )}
      {fields.length > 0 && (
        <>
          <p>{give("problems")}</p>
          <ul>
            {fields.map((field) => (
              <li key={field}>
                <a href={`#${FIELD_ID[field]}`}>{words[field]}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <FocusOnArrival id={SUMMARY_ID} />
    </div>
  );
}
