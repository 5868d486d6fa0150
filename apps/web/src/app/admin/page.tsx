import type { Metadata } from "next";
import { AdminFrame, menuFor } from "../../ui/admin/admin-frame.tsx";
import styles from "../../ui/admin/admin.module.css";
import { requireStaff, staffMetadata } from "../../ui/admin/require-staff.ts";

const PATH = "/admin";

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

export default async function AdminPage() {
  const { caller } = await requireStaff(PATH);
  const others = menuFor(caller).filter(({ path }) => path !== PATH);
  return (
    <AdminFrame caller={caller} path={PATH} title={`Good to see you, ${caller.name}`}>
      <p className={styles.lead}>What you change here is written down with your name: see the audit log.</p>
      <ul className={styles.cards}>
        {others.map(({ path, title, lead }) => (
          <li key={path} className={styles.card}>
            <h2>
              <a href={path}>{title}</a>
            </h2>
            <p>{lead}</p>
          </li>
        ))}
      </ul>
      <p className={styles.small}>
        Money, dead letters and consumers are worked on by commands so far: <code>pnpm money</code>,{" "}
        <code>pnpm dead</code>, <code>pnpm consumers</code>, <code>pnpm reconcile</code>.
      </p>
    </AdminFrame>
  );
}
