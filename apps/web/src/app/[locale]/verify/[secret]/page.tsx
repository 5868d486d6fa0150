import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import { formState, type Query } from "../../../../ui/account/form-state.ts";

type PageProps = {
  readonly params: Promise<{ locale: string; secret: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("verifyTitle"));
}

/** Looking changes nothing: mail scanners open every link. Only the button uses it up. */
export default async function VerifyPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { secret } = await params;
  const state = await formState(await searchParams);
  const t = await getTranslations("Account");
  return (
    <AccountPage
      locale={locale}
      path={`/verify/${encodeURIComponent(secret)}`}
      title={t("verifyTitle")}
      lead={t("verifyLead")}
      state={state}
    >
      <AccountForm action="verify" locale={locale} submit={t("verify")} hidden={{ secret }}>
        <AccountInput
          action="verify"
          name="password"
          label={t("password")}
          state={state}
          type="password"
          autoComplete="current-password"
        />
      </AccountForm>
    </AccountPage>
  );
}
