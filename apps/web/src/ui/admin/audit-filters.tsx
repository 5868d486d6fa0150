import { AUDIT_ACTIONS } from "@careforall/domain/audit";
import styles from "./admin.module.css";

type Filter = Readonly<Record<"action" | "subject" | "actor", string | undefined>>;

/** Which entries to show; works without scripts and keeps what was typed in the address. */
export function AuditFilters({ filter }: { readonly filter: Filter }) {
  return (
    <form method="get" action="/admin/audit" className={styles.filters}>
      <div className={styles.field}>
        <label htmlFor="action">What was done</label>
        <select id="action" name="action" defaultValue={filter.action ?? ""}>
          <option value="">anything</option>
          {Object.keys(AUDIT_ACTIONS).map((action) => (
            <option key={action}>{action}</option>
          ))}
        </select>
      </div>
      <div className={styles.field}>
        <label htmlFor="subject">Id of what was changed</label>
        <input id="subject" name="subject" defaultValue={filter.subject} autoComplete="off" />
      </div>
      <div className={styles.field}>
        <label htmlFor="actor">Who (id, or name at the command line)</label>
        <input id="actor" name="actor" defaultValue={filter.actor} autoComplete="off" />
      </div>
      <button type="submit" className={styles.button}>
        Show
      </button>
    </form>
  );
}
