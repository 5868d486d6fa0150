import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../ui/account/account-page.tsx";
import { formState, oneOf, type Query } from "../../../ui/account/form-state.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("forgotTitle"));
}

export default async function ForgotPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const query = await searchParams;
  const state = await formState(query);
  const t = await getTranslations("Account");
  const isSent = oneOf(query["done"]) === "sent";
  return (
    <AccountPage
      locale={locale}
      path="/forgot"
      title={t("forgotTitle")}
      lead={isSent ? t("forgotSent") : t("forgotLead")}
      state={state}
    >
      {!isSent && (
        <AccountForm action="forgot" locale={locale} submit={t("forgotSend")}>
          <AccountInput
            action="forgot"
            name="email"
            label={t("email")}
            state={state}
            type="email"
            autoComplete="username"
          />
        </AccountForm>
      )}
    </AccountPage>
  );
}
