import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { AccountForm } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import { formState, type Query } from "../../../../ui/account/form-state.ts";

type PageProps = {
  readonly params: Promise<{ locale: string; secret: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Guest");
  return accountMetadata(t("eraseTitle"));
}

/** Opening the link changes nothing: mail scanners open every link. */
export default async function EraseGuestPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { secret } = await params;
  const [state, t] = await Promise.all([searchParams.then(formState), getTranslations("Guest")]);
  return (
    <AccountPage
      locale={locale}
      path={`/forget-me/${secret}`}
      title={t("eraseTitle")}
      lead={t("eraseGuestLead")}
      state={state}
    >
      <AccountForm action="erase-guest" locale={locale} hidden={{ secret }} submit={t("erase")} />
    </AccountPage>
  );
}
