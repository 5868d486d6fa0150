import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../ui/account/account-page.tsx";
import styles from "../../../ui/account/account-page.module.css";
import { formState, oneOf, type Query } from "../../../ui/account/form-state.ts";
import { NewPassword } from "../../../ui/account/new-password.tsx";
import { ProviderButton } from "../../../ui/account/provider-button.tsx";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("register"));
}

export default async function RegisterPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const query = await searchParams;
  const state = await formState(query);
  const t = await getTranslations("Account");
  const isSent = oneOf(query["done"]) === "sent";
  return (
    <AccountPage
      locale={locale}
      path="/register"
      title={isSent ? t("registered") : t("register")}
      lead={isSent ? t("registeredLead") : t("registerLead")}
      state={state}
    >
      {!isSent && (
        <AccountForm action="register" locale={locale} submit={t("register")}>
          <AccountInput
            action="register"
            name="name"
            label={t("name")}
            hint={t("nameHint")}
            state={state}
            autoComplete="name"
            maxLength={120}
          />
          <AccountInput
            action="register"
            name="email"
            label={t("email")}
            state={state}
            type="email"
            autoComplete="email"
          />
          <NewPassword action="register" locale={locale} state={state} label={t("password")} />
        </AccountForm>
      )}
      {!isSent && <ProviderButton locale={locale} back={null} />}
      <p className={styles.links}>
        <a href={`/${locale}/sign-in`}>{t("haveAccount")}</a>
      </p>
    </AccountPage>
  );
}
