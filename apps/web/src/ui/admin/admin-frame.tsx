import type { Caller } from "@careforall/api/account";
import { can } from "@careforall/domain/permission";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ADMIN_PAGES, type AdminPath, PAGE_RULES } from "../../access/rules.ts";
import { Logo } from "../frame/logo.tsx";
import frame from "../frame/site-frame.module.css";
import styles from "./admin-frame.module.css";

const [{ path: START }] = ADMIN_PAGES;

/** What the pages of staff stand in: a menu of what this person may open, and the page. */
export async function AdminFrame(props: {
  readonly caller: Caller;
  readonly path: AdminPath;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { caller, path, title, children } = props;
  const [t, site, role] = await Promise.all([
    getTranslations("Staff"),
    getTranslations("Site"),
    getTranslations("Role"),
  ]);
  return (
    <>
      <a className={frame.skip} href="#main">
        {site("skip")}
      </a>
      <header className={styles.bar}>
        <a className={styles.brand} href={START}>
          <Logo />
          <span>{t("name")}</span>
        </a>
        <span className={styles.who}>
          <span translate="no">{caller.name}</span>{" "}
          <span className={styles.roles}>{caller.roles.map((held) => role(held)).join(", ")}</span>
        </span>
        <a className={styles.own} href={`/${caller.locale}/me`}>
          {t("account")}
        </a>
      </header>
      <div className={styles.columns}>
        <nav className={styles.menu} aria-label={t("menu")}>
          {menuFor(caller).map((item) => (
            <a key={item.path} href={item.path} aria-current={item.path === path ? "page" : undefined}>
              {t(`page.${item.name}.title`)}
            </a>
          ))}
        </nav>
        <main id="main" className={styles.main} tabIndex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
      </div>
    </>
  );
}

/** The pages that this person may open. */
export const menuFor = ({ roles }: Pick<Caller, "roles">): (typeof ADMIN_PAGES)[number][] =>
  ADMIN_PAGES.filter(({ path }) => can({ roles }, PAGE_RULES[path]));
