import { isHalfWay } from "@careforall/api/factor";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { safeReturn } from "../../../../account/safe-return.ts";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { webContext } from "../../../../server/context.ts";
import { readStep } from "../../../../server/session/short-cookies.ts";
import { AccountForm } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import styles from "../../../../ui/account/account-page.module.css";
import { CodeInput } from "../../../../ui/account/code-input.tsx";
import { formState, oneOf, type Query } from "../../../../ui/account/form-state.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("secondStep"));
}

/** The second half of a sign-in, for the browser that typed the right password a moment ago. */
export default async function SecondStepPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const [query, ctx, t] = await Promise.all([searchParams, webContext(), getTranslations("Account")]);
  const isAsked = await isHalfWay(ctx, readStep(ctx.settings, ctx.header("cookie")));
  const state = await formState(query);
  const back = safeReturn(oneOf(query["return"]));
  const page = { locale, path: "/sign-in/code", title: t("secondStep"), state } as const;
  return (
    <AccountPage {...page} lead={isAsked ? t("secondStepLead") : t("problem_step_over")}>
      {isAsked && (
        <AccountForm
          action="second-step"
          locale={locale}
          submit={t("signIn")}
          hidden={back === null ? {} : { return: back }}
        >
          <CodeInput action="second-step" state={state} hint={t("codeOrPaperHint")} />
        </AccountForm>
      )}
      <p className={styles.links}>
        <a href={`/${locale}/sign-in`}>{t("signInAgain")}</a>
      </p>
    </AccountPage>
  );
}
