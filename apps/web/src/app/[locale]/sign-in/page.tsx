import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { safeReturn } from "../../../account/safe-return.ts";
import { localeOf } from "../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../ui/account/account-page.tsx";
import styles from "../../../ui/account/account-page.module.css";
import { PasskeyButton } from "../../../ui/account/passkey-button.tsx";
import { ProviderButton } from "../../../ui/account/provider-button.tsx";
import { formState, oneOf, type Query } from "../../../ui/account/form-state.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("signIn"));
}

export default async function SignInPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const query = await searchParams;
  const state = await formState(query);
  const t = await getTranslations("Account");
  const back = safeReturn(oneOf(query["return"]));
  const path = `/sign-in${back === null ? "" : `?${new URLSearchParams({ return: back })}`}`;
  return (
    <AccountPage locale={locale} path={path} title={t("signIn")} lead={t("signInLead")} state={state}>
      <AccountForm
        action="sign-in"
        locale={locale}
        submit={t("signIn")}
        hidden={back === null ? {} : { return: back }}
      >
        <AccountInput
          action="sign-in"
          name="email"
          label={t("email")}
          state={state}
          type="email"
          autoComplete="username"
        />
        <AccountInput
          action="sign-in"
          name="password"
          label={t("password")}
          state={state}
          type="password"
          autoComplete="current-password"
        />
      </AccountForm>
      <PasskeyButton
        purpose="sign-in"
        locale={locale}
        label={t("passkeySignIn")}
        failed={t("passkeyFailed")}
        {...(back !== null && { back })}
      />
      <ProviderButton locale={locale} back={back} />
      <noscript>
        <p>{t("passkeyNoScript")}</p>
      </noscript>
      <p className={styles.links}>
        <a href={`/${locale}/forgot`}>{t("forgot")}</a>
        <a href={`/${locale}/register`}>{t("noAccount")}</a>
      </p>
    </AccountPage>
  );
}
