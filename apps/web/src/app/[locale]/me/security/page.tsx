import { listDevices } from "@careforall/api/account";
import { readFactors, readPasskeys } from "@careforall/api/factor";
import { readWaysIn } from "@careforall/api/oauth";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import styles from "../../../../ui/account/account-page.module.css";
import { DeviceList } from "../../../../ui/account/device-list.tsx";
import { FactorSection, StaffNeedsFactor } from "../../../../ui/account/factor-section.tsx";
import { PasskeySection } from "../../../../ui/account/passkey-section.tsx";
import { ProviderSection } from "../../../../ui/account/provider-section.tsx";
import { formState, type Query } from "../../../../ui/account/form-state.ts";
import { NewPassword } from "../../../../ui/account/new-password.tsx";
import { requireCaller } from "../../../../ui/account/require-caller.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("security"));
}

export default async function SecurityPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { ctx, caller } = await requireCaller(locale, "/me/security");
  const [{ items }, factors, passkeys, ways, state, t] = await Promise.all([
    listDevices(ctx, caller),
    readFactors(ctx, caller),
    readPasskeys(ctx, caller),
    readWaysIn(ctx, caller),
    searchParams.then(formState),
    getTranslations("Account"),
  ]);
  const current = { name: "current", label: t("currentPassword"), state, type: "password" } as const;
  return (
    <AccountPage locale={locale} path="/me/security" title={t("security")} state={state}>
      <p className={styles.links}>
        <a href={`/${locale}/me`}>{t("meTitle")}</a>
      </p>
      <StaffNeedsFactor locale={locale} caller={caller} hasFactor={factors.hasApp || passkeys.length > 0} />
      <FactorSection locale={locale} factors={factors} />
      <PasskeySection locale={locale} passkeys={passkeys} />
      <ProviderSection locale={locale} links={ways.links} provider={ctx.signInProvider} />
      <section className={styles.section}>
        <h2>{t("devices")}</h2>
        <DeviceList locale={locale} devices={items} />
        <p className={styles.lead}>{t("everywhereLead")}</p>
        <AccountForm action="everywhere" locale={locale} submit={t("everywhere")} kind="secondary" />
      </section>
      <section className={styles.section}>
        <h2>{t("changePassword")}</h2>
        <AccountForm action="password" locale={locale} submit={t("changePassword")} kind="secondary">
          <AccountInput {...current} action="password" autoComplete="current-password" />
          <NewPassword action="password" locale={locale} state={state} label={t("newPassword")} />
        </AccountForm>
      </section>
      <section className={styles.section}>
        <h2>{t("changeEmail")}</h2>
        <p className={styles.lead}>{t("changeEmailLead")}</p>
        <AccountForm action="email" locale={locale} submit={t("changeEmailSend")} kind="secondary">
          <AccountInput
            action="email"
            name="email"
            label={t("newEmail")}
            state={state}
            type="email"
            autoComplete="email"
          />
          <AccountInput {...current} action="email" autoComplete="current-password" />
        </AccountForm>
      </section>
    </AccountPage>
  );
}
