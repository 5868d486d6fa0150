import type { Caller } from "@careforall/api/account";
import type { StaffList } from "@careforall/api/staff";
import { getTranslations } from "next-intl/server";
import { formatDay } from "../dates.ts";
import { Tag } from "../tag.tsx";
import styles from "./admin.module.css";
import { RevokeForm } from "./role-forms.tsx";

type Reader = Pick<Caller, "userId" | "locale" | "timeZone">;

/** Everybody with a role; whoever may change roles can take them, but for their own. */
export async function StaffCards(props: {
  readonly items: StaffList["items"];
  readonly mayChange: boolean;
  readonly reader: Reader;
}) {
  const { items, mayChange, reader } = props;
  const [t, role] = await Promise.all([getTranslations("People"), getTranslations("Role")]);
  return (
    <ul className={styles.cards}>
      {items.map(({ userId, name, email, status, roles, grantedAt }) => (
        <li key={userId} className={styles.card}>
          <h2 translate="no">{userId === reader.userId ? t("you", { name }) : name}</h2>
          <p className={styles.small} translate="no">
            {email}
          </p>
          <p className={styles.tags}>
            {roles.map((held) => (
              <Tag key={held} tone={held === "ADMIN" ? "turmeric" : "indigo"}>
                {role(held)}
              </Tag>
            ))}
            {status !== "active" && <Tag tone="alta">{t(`status.${status}`)}</Tag>}
          </p>
          <p className={styles.small}>
            {t("since", { day: formatDay(grantedAt.toISOString(), reader.locale, reader.timeZone) })}
          </p>
          {mayChange && userId !== reader.userId && (
            <details>
              <summary>{t("takeFrom", { name })}</summary>
              <RevokeForm userId={userId} email={email} roles={roles} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
