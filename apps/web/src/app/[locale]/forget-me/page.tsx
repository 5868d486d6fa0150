import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../ui/account/account-form.tsx";
import { AccountPage } from "../../../ui/account/account-page.tsx";
import { formState, oneOf, type Query } from "../../../ui/account/form-state.ts";
import { pageMetadata } from "../../../ui/page-metadata.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations("Guest");
  return pageMetadata({ locale, path: "/forget-me", title: t("forgetTitle"), description: t("forgetLead") });
}

export default async function ForgetMePage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const query = await searchParams;
  const [state, t, account] = await Promise.all([
    formState(query),
    getTranslations("Guest"),
    getTranslations("Account"),
  ]);
  const done = oneOf(query["done"]);
  const lead = done === "sent" ? t("forgetSent") : t("forgetLead");
  return (
    <AccountPage locale={locale} path="/forget-me" title={t("forgetTitle")} lead={lead} state={state}>
      {done === undefined && (
        <AccountForm action="ask-erasure" locale={locale} submit={t("forgetSend")}>
          <AccountInput
            action="ask-erasure"
            name="email"
            label={account("email")}
            state={state}
            type="email"
            autoComplete="email"
          />
        </AccountForm>
      )}
    </AccountPage>
  );
}
