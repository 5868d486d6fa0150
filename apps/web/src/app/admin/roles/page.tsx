import type { Metadata } from "next";
import { AdminFrame } from "../../../ui/admin/admin-frame.tsx";
import styles from "../../../ui/admin/admin.module.css";
import { requireStaff, staffMetadata } from "../../../ui/admin/require-staff.ts";
import { RolesTable } from "../../../ui/admin/roles-table.tsx";

const PATH = "/admin/roles";

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

export default async function RolesPage() {
  const { caller } = await requireStaff(PATH);
  return (
    <AdminFrame caller={caller} path={PATH} title="Who may do what">
      <p className={styles.lead}>
        Printed from the map that decides every request. A guest is whoever holds the secret link of the gift;
        a donor is whoever is signed in; members of staff are donors too. Nobody changes their own roles, and
        the last administrator stays one.
      </p>
      <RolesTable />
    </AdminFrame>
  );
}
