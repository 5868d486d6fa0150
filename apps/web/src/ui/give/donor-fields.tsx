import { formatCount } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type { GiveValues } from "../../app/give/give-form.ts";
import { MESSAGE_CHARACTERS_MAX, NAME_CHARACTERS_MAX } from "../../app/give/judge-values.ts";
import { EmailHint } from "./email-hint.tsx";
import { Field } from "./field.tsx";
import styles from "./give-form.module.css";
import type { ProblemWords } from "./problem-words.ts";

type DonorFieldsProps = {
  readonly locale: Locale;
  readonly values: GiveValues;
  readonly maskedEmail: string | null;
  readonly words: ProblemWords;
};

const EMAIL_CHARACTERS_MAX = 254;

export async function DonorFields({ locale, values, maskedEmail, words }: DonorFieldsProps) {
  const t = await getTranslations("Give");
  return (
    <div className={styles.part}>
      <h2>{t("you")}</h2>
      <Field
        id="email"
        label={t("email")}
        hint={maskedEmail === null ? t("emailWhy") : t("emailKeep", { email: maskedEmail })}
        problem={words.email}
      >
        {(described) => (
          <input
            {...described}
            name="donorEmail"
            type="email"
            autoComplete="email"
            spellCheck={false}
            required={maskedEmail === null}
            maxLength={EMAIL_CHARACTERS_MAX}
            defaultValue={values.donorEmail}
            className={styles.input}
          />
        )}
      </Field>
      <EmailHint fieldId="email" question={t("emailMeant", { email: "{email}" })} />
      <Field id="name" label={t("name")} problem={words.name}>
        {(described) => (
          <input
            {...described}
            name="donorName"
            autoComplete="name"
            maxLength={NAME_CHARACTERS_MAX}
            defaultValue={values.donorName}
            className={styles.input}
          />
        )}
      </Field>
      <label className={styles.check}>
        <input type="checkbox" name="isAnonymous" value="1" defaultChecked={values.isAnonymous} />
        <span>
          {t("hide")} <span className={styles.hint}>{t("hideNote")}</span>
        </span>
      </label>
      <Field
        id="message"
        label={t("message")}
        hint={t("messageHint", { max: formatCount(MESSAGE_CHARACTERS_MAX, locale) })}
        problem={words.message}
      >
        {(described) => (
          <textarea
            {...described}
            name="message"
            rows={3}
            maxLength={MESSAGE_CHARACTERS_MAX}
            defaultValue={values.message}
            className={styles.input}
          />
        )}
      </Field>
    </div>
  );
}
