import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { localeOf } from "../../../../../i18n/locale-of.ts";
import { readCodes } from "../../../../../server/session/short-cookies.ts";
import { AccountForm } from "../../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../../ui/account/account-page.tsx";
import factorStyles from "../../../../../ui/account/factor.module.css";
import { formState, type Query } from "../../../../../ui/account/form-state.ts";
import { requireCaller } from "../../../../../ui/account/require-caller.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("codes"));
}

/** New recovery codes, in the browser that made them and for five minutes; we keep only their digests. */
export default async function CodesPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { ctx, caller } = await requireCaller(locale, "/me/security/codes");
  const [codes, state, t] = await Promise.all([
    readCodes(ctx.settings, ctx.header("cookie"), caller.sid),
    searchParams.then(formState),
    getTranslations("Account"),
  ]);
  const lead = codes.length === 0 ? t("codesGone") : t("codesLead");
  return (
    <AccountPage locale={locale} path="/me/security/codes" title={t("codes")} lead={lead} state={state}>
      {codes.length > 0 && (
        <ul className={factorStyles.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      )}
      <AccountForm action="codes-kept" locale={locale} submit={t("codesKept")} />
    </AccountPage>
  );
}
