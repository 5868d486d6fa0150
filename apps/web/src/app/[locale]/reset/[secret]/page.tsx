import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { AccountForm } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import { formState, type Query } from "../../../../ui/account/form-state.ts";
import { NewPassword } from "../../../../ui/account/new-password.tsx";

type PageProps = {
  readonly params: Promise<{ locale: string; secret: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("resetTitle"));
}

/** Looking changes nothing: mail scanners open every link. Only the button uses it up. */
export default async function ResetPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { secret } = await params;
  const state = await formState(await searchParams);
  const t = await getTranslations("Account");
  return (
    <AccountPage
      locale={locale}
      path={`/reset/${encodeURIComponent(secret)}`}
      title={t("resetTitle")}
      lead={t("resetLead")}
      state={state}
    >
      <AccountForm action="reset" locale={locale} submit={t("reset")} hidden={{ secret }}>
        <NewPassword action="reset" locale={locale} state={state} label={t("newPassword")} />
      </AccountForm>
    </AccountPage>
  );
}
