import { readTotpSetup } from "@careforall/api/factor";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { localeOf } from "../../../../../i18n/locale-of.ts";
import { AccountForm } from "../../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../../ui/account/account-page.tsx";
import styles from "../../../../../ui/account/account-page.module.css";
import { CodeInput } from "../../../../../ui/account/code-input.tsx";
import factorStyles from "../../../../../ui/account/factor.module.css";
import { formState, type Query } from "../../../../../ui/account/form-state.ts";
import { QrCode } from "../../../../../ui/account/qr-code.tsx";
import { requireFreshCaller } from "../../../../../ui/account/require-caller.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("appSetUp"));
}

/** The secret for the app, drawn and written, until its first code has come back. */
export default async function AppPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { ctx, caller } = await requireFreshCaller(locale, "/me/security/app");
  const setup = await readTotpSetup(ctx, caller);
  if (setup === null) redirect(`/${locale}/me/security`);
  const [state, t] = await Promise.all([searchParams.then(formState), getTranslations("Account")]);
  return (
    <AccountPage
      locale={locale}
      path="/me/security/app"
      title={t("appSetUp")}
      lead={t("appScan")}
      state={state}
    >
      <QrCode text={setup.uri} label={t("appQr")} />
      <p>
        {t("appType")} <strong className={factorStyles.secret}>{inGroups(setup.secret)}</strong>
      </p>
      <AccountForm action="totp-finish" locale={locale} submit={t("appTurnOn")}>
        <CodeInput action="totp-finish" state={state} hint={t("codeHint")} />
      </AccountForm>
      <p className={styles.links}>
        <a href={`/${locale}/me/security`}>{t("security")}</a>
      </p>
    </AccountPage>
  );
}

/** Four letters at a time can be typed without losing one's place. */
const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;
