import { readFactors, readPasskeys } from "@careforall/api/factor";
import { readWaysIn } from "@careforall/api/oauth";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { safeReturn } from "../../../../account/safe-return.ts";
import { localeOf } from "../../../../i18n/locale-of.ts";
import { AccountForm, AccountInput } from "../../../../ui/account/account-form.tsx";
import { accountMetadata } from "../../../../ui/account/account-metadata.ts";
import { AccountPage } from "../../../../ui/account/account-page.tsx";
import styles from "../../../../ui/account/account-page.module.css";
import { ConfirmElsewhere } from "../../../../ui/account/confirm-elsewhere.tsx";
import { CodeInput } from "../../../../ui/account/code-input.tsx";
import { PasskeyButton } from "../../../../ui/account/passkey-button.tsx";
import { formState, oneOf, type Query } from "../../../../ui/account/form-state.ts";
import { requireCaller } from "../../../../ui/account/require-caller.ts";

type PageProps = {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("Account");
  return accountMetadata(t("confirmIdentity"));
}

/** Asks who is signed in to prove it anew, and leads back to where that was needed. */
export default async function ConfirmPage({ params, searchParams }: PageProps) {
  const locale = await localeOf(params);
  const { ctx, caller } = await requireCaller(locale, "/me/confirm");
  const query = await searchParams;
  const [factors, passkeys, { links }, state, t] = await Promise.all([
    readFactors(ctx, caller),
    readPasskeys(ctx, caller),
    readWaysIn(ctx, caller),
    formState(query),
    getTranslations("Account"),
  ]);
  const back = safeReturn(oneOf(query["return"]));
  const hasFactor = factors.hasPassword || factors.hasApp || passkeys.length > 0;
  const hidden = back === null ? {} : { return: back };
  const page = { locale, path: "/me/confirm", title: t("confirmIdentity"), state } as const;
  return (
    <AccountPage {...page} lead={t("confirmIdentityLead")}>
      {factors.hasPassword && (
        <AccountForm action="confirm" locale={locale} submit={t("confirmByPassword")} hidden={hidden}>
          <AccountInput
            action="confirm"
            name="current"
            label={t("currentPassword")}
            state={state}
            type="password"
            autoComplete="current-password"
          />
        </AccountForm>
      )}
      {factors.hasApp && (
        <section className={styles.section}>
          {factors.hasPassword && <h2>{t("confirmInstead")}</h2>}
          <AccountForm
            action="confirm-code"
            locale={locale}
            submit={t("confirmByCode")}
            hidden={hidden}
            kind="secondary"
          >
            <CodeInput action="confirm-code" state={state} hint={t("codeHint")} />
          </AccountForm>
        </section>
      )}
      {!hasFactor && (
        <ConfirmElsewhere locale={locale} links={links} provider={ctx.signInProvider} hidden={hidden} />
      )}
      {passkeys.length > 0 && (
        <PasskeyButton
          purpose="confirm"
          locale={locale}
          label={t("passkeyConfirm")}
          failed={t("passkeyFailed")}
          {...(back !== null && { back })}
        />
      )}
    </AccountPage>
  );
}
