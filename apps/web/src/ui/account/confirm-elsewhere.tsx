import type { readWaysIn } from "@careforall/api/oauth";
import type { SignInProvider } from "@careforall/domain/account";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "./account-form.tsx";
import styles from "./account-page.module.css";

/** For who has nothing here to prove it with: the provider is to ask them anew, or they set a password by mail. */
export async function ConfirmElsewhere(props: {
  readonly locale: Locale;
  readonly links: Awaited<ReturnType<typeof readWaysIn>>["links"];
  readonly provider: SignInProvider | undefined;
  readonly hidden: Readonly<Record<string, string>>;
}) {
  const { locale, links, provider, hidden } = props;
  const t = await getTranslations("Account");
  return (
    <>
      {provider !== undefined && links.some(({ issuer }) => issuer === provider.issuer) && (
        <AccountForm
          action="provider-confirm"
          locale={locale}
          submit={t("providerConfirm", { name: provider.name })}
          hidden={hidden}
        />
      )}
      <p className={styles.links}>
        <a href={`/${locale}/forgot`}>{t("confirmNeedsPassword")}</a>
      </p>
    </>
  );
}
