import { LOCALES, type Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import { LANGUAGE_NAMES } from "../../i18n/language-names.ts";
import { Portrait } from "../account/portrait.tsx";
import styles from "./header.module.css";
import { Logo } from "./logo.tsx";

const PICTURE_SIZE = 32;

type HeaderProps = {
  readonly locale: Locale;
  readonly path: string;
  /** Payments go to a simulator or a sandbox: nobody may take them for real ones. */
  readonly isTestMoney: boolean;
  /** The browser carries a session; whether it is still good is asked by the pages that need one. */
  readonly hasSession: boolean;
  /** Of whoever looks; null for none. */
  readonly picture: string | null;
};

export async function Header({ locale, path, isTestMoney, hasSession, picture }: HeaderProps) {
  const [t, account] = await Promise.all([getTranslations("Site"), getTranslations("Account")]);
  return (
    <header>
      {isTestMoney && (
        <div className={styles.testMoney}>
          <p>{t.rich("testMoney", { strong: (words) => <strong key="strong">{words}</strong> })}</p>
        </div>
      )}
      <div className={styles.bar}>
        <a className={styles.brand} href={`/${locale}`} aria-label={t("home")}>
          <Logo />
          <span lang="en">{t("name")}</span>
        </a>
        <a className={styles.campaigns} href={`/${locale}/campaigns`}>
          {t("campaigns")}
        </a>
        <nav className={styles.languages} aria-label={t("languages")}>
          {LOCALES.filter((other) => other !== locale).map((other) => (
            <a key={other} className={styles[other]} href={`/${other}${path}`} hrefLang={other} lang={other}>
              {LANGUAGE_NAMES[other]}
            </a>
          ))}
        </nav>
        <a className={styles.account} href={`/${locale}/${hasSession ? "me" : "sign-in"}`}>
          {picture !== null && (
            <Portrait src={picture} alt="" size={PICTURE_SIZE} className={styles.picture} />
          )}
          {account(hasSession ? "account" : "signIn")}
        </a>
      </div>
    </header>
  );
}
