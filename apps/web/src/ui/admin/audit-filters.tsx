import { AUDIT_ACTIONS, type AuditAction } from "@careforall/domain/audit";
import { getTranslations } from "next-intl/server";
import styles from "./admin.module.css";

type Filter = Readonly<Record<"action" | "subject" | "actor", string | undefined>>;

const ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];

/** Which entries to show; works without scripts and keeps what was typed in the address. */
export async function AuditFilters({ filter }: { readonly filter: Filter }) {
  const [t, words] = await Promise.all([getTranslations("Audit"), getTranslations("AuditAction")]);
  return (
    <form method="get" action="/admin/audit" className={styles.filters}>
      <div className={styles.field}>
        <label htmlFor="action">{t("action")}</label>
        <select id="action" name="action" defaultValue={filter.action ?? ""}>
          <option value="">{t("anything")}</option>
          {ACTIONS.map((action) => (
            <option key={action} value={action}>
              {words(action)}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.field}>
        <label htmlFor="subject">{t("subject")}</label>
        <input id="subject" name="subject" defaultValue={filter.subject} autoComplete="off" />
      </div>
      <div className={styles.field}>
        <label htmlFor="actor">{t("actor")}</label>
        <input id="actor" name="actor" defaultValue={filter.actor} autoComplete="off" />
      </div>
      <button type="submit" className={styles.button}>
        {t("show")}
      </button>
    </form>
  );
}
