import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminFrame } from "../../../ui/admin/admin-frame.tsx";
import styles from "../../../ui/admin/admin.module.css";
import { requireStaff, staffMetadata } from "../../../ui/admin/require-staff.ts";
import { RolesTable } from "../../../ui/admin/roles-table.tsx";

const PATH = "/admin/roles";

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

export default async function RolesPage() {
  const { caller } = await requireStaff(PATH);
  const [t, staff] = await Promise.all([getTranslations("Roles"), getTranslations("Staff")]);
  return (
    <AdminFrame caller={caller} path={PATH} title={staff("page.roles.lead")}>
      <p className={styles.lead}>{t("lead")}</p>
      <RolesTable />
    </AdminFrame>
  );
}
