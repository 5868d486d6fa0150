import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../ui/account/account-form.tsx";
import { AccountPage } from "../../../ui/account/account-page.tsx";
import styles from "../../../ui/account/account-page.module.css";
import { formState, oneOf, type Query } from "../../../ui/account/form-state.ts";
import { pageMetadata } from "../../../ui/page-metadata.ts";

/** As long as the verb takes. */
const AMOUNT_CHARACTERS_MAX = 40;

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations("Guest");
  return pageMetadata({ locale, path: "/find-my-gift", title: t("findTitle"), description: t("findLead") });
}

export default async function FindMyGiftPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const query = await searchParams;
  const [state, t, account] = await Promise.all([
    formState(query),
    getTranslations("Guest"),
    getTranslations("Account"),
  ]);
  const isSent = oneOf(query["done"]) === "sent";
  const field = { action: "find-gift", state } as const;
  return (
    <AccountPage
      locale={locale}
      path="/find-my-gift"
      title={t("findTitle")}
      lead={isSent ? t("findSent") : t("findLead")}
      state={state}
    >
      {!isSent && (
        <AccountForm action="find-gift" locale={locale} submit={t("findSend")}>
          <AccountInput {...field} name="email" label={account("email")} type="email" autoComplete="email" />
          <AccountInput
            {...field}
            name="amount"
            label={t("amount")}
            hint={t("amountHint")}
            autoComplete="off"
            isRequired={false}
            maxLength={AMOUNT_CHARACTERS_MAX}
          />
        </AccountForm>
      )}
      <p className={styles.links}>
        <a href={`/${locale}/forget-me`}>{t("forgetTitle")}</a>
      </p>
    </AccountPage>
  );
}
