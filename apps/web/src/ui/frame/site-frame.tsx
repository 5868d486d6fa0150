import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { webContext } from "../../server/context.ts";
import { mayHaveSession } from "../../server/session/session-cookie.ts";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import styles from "./site-frame.module.css";

/**
 * What every page of donors stands in. `path` is the page's address without its language, query included: the
 * language switch keeps the page. Links are plain `<a>`: they work before and without scripts, and no page is
 * fetched that nobody asked for.
 */
export async function SiteFrame({
  locale,
  path,
  picture = null,
  children,
}: {
  locale: Locale;
  path: string;
  /** Where the picture of whoever looks is; null for none. */
  picture?: string | null;
  children: ReactNode;
}) {
  const t = await getTranslations("Site");
  const { settings, header } = await webContext();
  return (
    <>
      <a className={styles.skip} href="#main">
        {t("skip")}
      </a>
      <Header
        locale={locale}
        path={path}
        picture={picture}
        isTestMoney={settings.testMoney}
        hasSession={mayHaveSession(settings, header("cookie"))}
      />
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Footer locale={locale} />
    </>
  );
}
