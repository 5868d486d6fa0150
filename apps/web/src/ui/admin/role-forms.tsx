import { STAFF_ROLES, type StaffRole } from "@careforall/domain/account";
import styles from "./admin.module.css";

const ACTION = "/admin/people/change";
const REASON_CHARACTERS_MAX = 300;

/** Gives a role to whoever has an account with an address. */
export function GrantForm() {
  return (
    <form method="post" action={ACTION} className={styles.form}>
      <input type="hidden" name="kind" value="grant" />
      <div className={styles.field}>
        <label htmlFor="grant-email">E-mail of the account</label>
        <input id="grant-email" name="email" type="email" autoComplete="off" spellCheck={false} required />
      </div>
      <RoleField id="grant-role" roles={STAFF_ROLES} />
      <ReasonField id="grant-reason" />
      <button type="submit" className={styles.button}>
        Give the role
      </button>
    </form>
  );
}

/** Takes one of the roles that somebody has. */
export function RevokeForm({
  userId,
  email,
  roles,
}: {
  userId: string;
  email: string;
  roles: readonly StaffRole[];
}) {
  return (
    <form method="post" action={ACTION} className={styles.form}>
      <input type="hidden" name="kind" value="revoke" />
      <input type="hidden" name="email" value={email} />
      <RoleField id={`role-${userId}`} roles={roles} />
      <ReasonField id={`reason-${userId}`} />
      <button type="submit" className={styles.button}>
        Take the role
      </button>
    </form>
  );
}

function RoleField({ id, roles }: { id: string; roles: readonly StaffRole[] }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Role</label>
      <select id={id} name="role" required>
        {roles.map((role) => (
          <option key={role}>{role}</option>
        ))}
      </select>
    </div>
  );
}

function ReasonField({ id }: { id: string }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Why (kept for ever: no names of donors)</label>
      <input id={id} name="reason" required maxLength={REASON_CHARACTERS_MAX} autoComplete="off" />
    </div>
  );
}
