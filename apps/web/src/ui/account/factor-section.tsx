import type { Caller } from "@careforall/api/account";
import type { FactorState } from "@careforall/api/factor";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "./account-form.tsx";
import styles from "./account-page.module.css";
import factorStyles from "./factor.module.css";

/** The authenticator app and its recovery codes, on the page of one's own security. */
export async function FactorSection(props: { readonly locale: Locale; readonly factors: FactorState }) {
  const { locale, factors } = props;
  const t = await getTranslations("Account");
  const form = { locale, kind: "secondary" } as const;
  return (
    <section className={styles.section} id="second-factor">
      <h2>{t("app")}</h2>
      <p className={styles.lead}>{factors.hasApp ? t("appOnLead") : t("appOffLead")}</p>
      {factors.hasApp ? (
        <div className={factorStyles.forms}>
          <p>{t("codesLeft", { count: factors.codesLeft })}</p>
          <AccountForm {...form} action="codes-renew" submit={t("codesRenew")} />
          <AccountForm {...form} action="totp-off" submit={t("appTurnOff")} />
        </div>
      ) : (
        <AccountForm {...form} action="totp-begin" submit={t("appSetUp")} />
      )}
    </section>
  );
}

/** Leads members of staff whose roles do not count yet to what is missing. */
export async function StaffNeedsFactor(props: {
  readonly locale: Locale;
  readonly caller: Caller;
  readonly hasFactor: boolean;
}) {
  const { locale, caller, hasFactor } = props;
  if (caller.heldRoles.length === 0 || caller.hasSecondFactor) return null;
  const t = await getTranslations("Account");
  return (
    <p role="status" className={styles.notice}>
      {hasFactor ? t("staffSignInAgain") : t("staffNeedsFactor")}{" "}
      <a href={`/${locale}/me/security#second-factor`}>{t("factors")}</a>
    </p>
  );
}
