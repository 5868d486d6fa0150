import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminFrame, menuFor } from "../../ui/admin/admin-frame.tsx";
import styles from "../../ui/admin/admin.module.css";
import { code } from "../../ui/admin/code.tsx";
import { requireStaff, staffMetadata } from "../../ui/admin/require-staff.ts";

const PATH = "/admin";

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

export default async function AdminPage() {
  const { caller } = await requireStaff(PATH);
  const t = await getTranslations("Staff");
  const others = menuFor(caller).filter(({ path }) => path !== PATH);
  const link = (words: ReactNode) => (
    <a key="link" href={`/${caller.locale}/me`}>
      {words}
    </a>
  );
  return (
    <AdminFrame caller={caller} path={PATH} title={t("hello", { name: caller.name })}>
      <p className={styles.lead}>{t("startLead")}</p>
      <ul className={styles.cards}>
        {others.map(({ path, name }) => (
          <li key={path} className={styles.card}>
            <h2>
              <a href={path}>{t(`page.${name}.title`)}</a>
            </h2>
            <p>{t(`page.${name}.lead`)}</p>
          </li>
        ))}
      </ul>
      <p className={styles.small}>{t.rich("commands", { code })}</p>
      <p className={styles.small}>{t.rich("language", { link })}</p>
    </AdminFrame>
  );
}
