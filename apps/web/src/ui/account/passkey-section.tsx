import type { readPasskeys } from "@careforall/api/factor";
import { PASSKEY_NAME_CHARACTERS_MAX } from "@careforall/domain/account";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { formatMoment } from "../dates.ts";
import { Field } from "../give/field.tsx";
import giveStyles from "../give/give-form.module.css";
import { AccountForm } from "./account-form.tsx";
import styles from "./account-page.module.css";
import factorStyles from "./factor.module.css";
import { PasskeyButton } from "./passkey-button.tsx";

const NAME_ID = "passkey-name";

/** One's own passkeys, each with a way to take it away, and a way to add one. */
export async function PasskeySection(props: {
  readonly locale: Locale;
  readonly passkeys: Awaited<ReturnType<typeof readPasskeys>>;
}) {
  const { locale, passkeys } = props;
  const t = await getTranslations("Account");
  const usedAt = (at: Date | null): string =>
    at === null ? t("passkeyUnused") : t("passkeyUsed", { time: formatMoment(at.toISOString(), locale) });
  return (
    <section className={styles.section} id="passkeys">
      <h2>{t("passkeys")}</h2>
      <p className={styles.lead}>{t("passkeysLead")}</p>
      {passkeys.length > 0 && (
        <ul className={styles.devices}>
          {passkeys.map(({ id, name, lastUsedAt }) => (
            <li key={id}>
              <div className={styles.device}>
                <strong>{name}</strong>
                <span>{usedAt(lastUsedAt)}</span>
              </div>
              <AccountForm
                action="passkey-remove"
                locale={locale}
                submit={t("passkeyRemove", { name })}
                hidden={{ id }}
                kind="secondary"
              />
            </li>
          ))}
        </ul>
      )}
      <noscript>
        <p>{t("passkeyNoScript")}</p>
      </noscript>
      <div className={factorStyles.forms}>
        <Field id={NAME_ID} label={t("passkeyName")} hint={t("passkeyNameHint")} problem={undefined}>
          {(described) => (
            <input
              {...described}
              required
              maxLength={PASSKEY_NAME_CHARACTERS_MAX}
              autoComplete="off"
              className={giveStyles.input}
            />
          )}
        </Field>
        <PasskeyButton
          purpose="add"
          locale={locale}
          label={t("passkeyAdd")}
          failed={t("passkeyFailed")}
          nameField={NAME_ID}
        />
      </div>
    </section>
  );
}
