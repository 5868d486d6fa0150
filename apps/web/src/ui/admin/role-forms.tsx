import { STAFF_ROLES, type StaffRole } from "@careforall/domain/account";
import { getTranslations } from "next-intl/server";
import styles from "./admin.module.css";

const ACTION = "/admin/people/change";
const REASON_CHARACTERS_MAX = 300;

/** Gives a role to whoever has an account with an address. */
export async function GrantForm() {
  const t = await getTranslations("People");
  return (
    <form method="post" action={ACTION} className={styles.form}>
      <input type="hidden" name="kind" value="grant" />
      <div className={styles.field}>
        <label htmlFor="grant-email">{t("email")}</label>
        <input id="grant-email" name="email" type="email" autoComplete="off" spellCheck={false} required />
      </div>
      <RoleField id="grant-role" roles={STAFF_ROLES} />
      <ReasonField id="grant-reason" />
      <button type="submit" className={styles.button}>
        {t("give")}
      </button>
    </form>
  );
}

/** Takes one of the roles that somebody has. */
export async function RevokeForm({
  userId,
  email,
  roles,
}: {
  userId: string;
  email: string;
  roles: readonly StaffRole[];
}) {
  const t = await getTranslations("People");
  return (
    <form method="post" action={ACTION} className={styles.form}>
      <input type="hidden" name="kind" value="revoke" />
      <input type="hidden" name="email" value={email} />
      <RoleField id={`role-${userId}`} roles={roles} />
      <ReasonField id={`reason-${userId}`} />
      <button type="submit" className={styles.button}>
        {t("take")}
      </button>
    </form>
  );
}

async function RoleField({ id, roles }: { id: string; roles: readonly StaffRole[] }) {
  const [t, role] = await Promise.all([getTranslations("People"), getTranslations("Role")]);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t("role")}</label>
      <select id={id} name="role" required>
        {roles.map((held) => (
          <option key={held} value={held}>
            {role(held)}
          </option>
        ))}
      </select>
    </div>
  );
}

async function ReasonField({ id }: { id: string }) {
  const t = await getTranslations("People");
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t("reason")}</label>
      <input id={id} name="reason" required maxLength={REASON_CHARACTERS_MAX} autoComplete="off" />
    </div>
  );
}
