import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { AccountForm } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import styles from "../../../../ui/account/account-page.module.css";
import { formState, type Query } from "../../../../ui/account/form-state.ts";
import { requireCaller } from "../../../../ui/account/require-caller.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Guest");
  return accountMetadata(t("privacyTitle"));
}

export default async function PrivacyPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  await requireCaller(locale, "/me/privacy");
  const [state, t, account] = await Promise.all([
    searchParams.then(formState),
    getTranslations("Guest"),
    getTranslations("Account"),
  ]);
  return (
    <AccountPage
      locale={locale}
      path="/me/privacy"
      title={t("privacyTitle")}
      lead={t("privacyLead")}
      state={state}
    >
      <p className={styles.links}>
        <a href={`/${locale}/me`}>{account("meTitle")}</a>
      </p>
      <p className={styles.lead}>{t("confirmedFirst")}</p>
      <section className={styles.section}>
        <h2>{t("export")}</h2>
        <p className={styles.lead}>{t("exportLead")}</p>
        <AccountForm action="export" locale={locale} submit={t("exportSend")} kind="secondary">
          <Format legend={t("format")} labels={{ page: t("formatPage"), json: t("formatJson") }} />
        </AccountForm>
      </section>
      <section className={styles.section}>
        <h2>{t("eraseTitle")}</h2>
        <p className={styles.lead}>{t("eraseLead")}</p>
        <AccountForm action="erase" locale={locale} submit={t("erase")} kind="secondary">
          <label className={styles.check}>
            <input type="checkbox" name="understood" value="1" required />
            <span>{t("eraseUnderstood")}</span>
          </label>
        </AccountForm>
      </section>
    </AccountPage>
  );
}

function Format({
  legend,
  labels,
}: {
  legend: string;
  labels: { readonly page: string; readonly json: string };
}) {
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {(["page", "json"] as const).map((format) => (
        <label key={format} className={styles.check}>
          <input type="radio" name="format" value={format} defaultChecked={format === "page"} />
          <span>{labels[format]}</span>
        </label>
      ))}
    </fieldset>
  );
}
