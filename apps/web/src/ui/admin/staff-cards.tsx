import type { StaffList } from "@careforall/api/staff";
import { formatMoment } from "../dates.ts";
import { Tag } from "../tag.tsx";
import styles from "./admin.module.css";
import { RevokeForm } from "./role-forms.tsx";

/** Everybody with a role; whoever may change roles can take them, but for their own. */
export function StaffCards(props: {
  readonly items: StaffList["items"];
  readonly mayChange: boolean;
  readonly ownId: string;
}) {
  const { items, mayChange, ownId } = props;
  return (
    <ul className={styles.cards}>
      {items.map(({ userId, name, email, status, roles, grantedAt }) => (
        <li key={userId} className={styles.card}>
          <h2>{userId === ownId ? `${name} (you)` : name}</h2>
          <p className={styles.small}>{email}</p>
          <p className={styles.tags}>
            {roles.map((role) => (
              <Tag key={role} tone={role === "ADMIN" ? "turmeric" : "indigo"}>
                {role}
              </Tag>
            ))}
            {status !== "active" && <Tag tone="alta">{status}</Tag>}
          </p>
          <p className={styles.small}>newest role since {formatMoment(grantedAt.toISOString(), "en")}</p>
          {mayChange && userId !== ownId && (
            <details>
              <summary>Take a role from {name}</summary>
              <RevokeForm userId={userId} email={email} roles={roles} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
