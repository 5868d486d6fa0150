import type { AuditList } from "@careforall/api/staff";
import { AUDIT_ACTIONS, type AuditAction } from "@careforall/domain/audit";
import { HOLDERS, type Permission, PERMISSIONS } from "@careforall/domain/permission";
import { getTranslations } from "next-intl/server";
import { Tag } from "../tag.tsx";
import styles from "./admin.module.css";

type Entry = AuditList["items"][number];

/** To the second and in UTC, as logs say it: an entry is compared with them. */
const momentOf = (iso: string): string => `${iso.slice(0, 19).replace("T", " ")} UTC`;

/** An action, a permission and a role that only a later version knows are shown by their names. */
const isAction = (name: string): name is AuditAction => Object.hasOwn(AUDIT_ACTIONS, name);
const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);
const ROLES = [...HOLDERS, "COMMAND", "OWNER", "GUEST", "NONE"] as const;

/** Entries as knots of one thread, newest first. */
export async function AuditThread({ items }: { readonly items: readonly Entry[] }) {
  const [role, action, permission] = await Promise.all([
    getTranslations("Role"),
    getTranslations("AuditAction"),
    getTranslations("Permission"),
  ]);
  const roleOf = (name: string): string => {
    const known = ROLES.find((one) => one === name);
    return known === undefined ? name : role(known);
  };
  const nameOf = (name: string): string => {
    if (isAction(name)) return action(name);
    return isPermission(name) ? permission(name) : name;
  };
  const wordsOf = ({ action: done, asked }: Entry): string =>
    asked === null ? nameOf(done) : `${nameOf(done)}: ${nameOf(asked)}`;
  return (
    <ol className={styles.thread}>
      {items.map((entry) => (
        <li key={entry.seq} className={styles.entry}>
          <span className={styles.small}>
            {entry.seq} · <time dateTime={entry.at}>{momentOf(entry.at)}</time>
          </span>
          <span>
            <strong translate="no">{entry.actorName}</strong> <Tag tone="plain">{roleOf(entry.role)}</Tag>{" "}
            {wordsOf(entry)}
          </span>
          {entry.reason !== null && <span translate="no">“{entry.reason}”</span>}
          <details>
            <summary>
              <code>
                {entry.action} {entry.subjectType}
              </code>
            </summary>
            <Facts entry={entry} />
          </details>
        </li>
      ))}
    </ol>
  );
}

async function Facts({ entry }: { readonly entry: Entry }) {
  const t = await getTranslations("Audit");
  const facts = [
    ["subject", entry.subjectId],
    ["before", entry.before],
    ["after", entry.after],
    ["who", entry.actorUserId],
    ["address", entry.address],
    ["browser", entry.agent],
    ["request", entry.requestId],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd translate="no">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
