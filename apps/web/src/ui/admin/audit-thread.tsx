import type { AuditList } from "@careforall/api/staff";
import { Tag } from "../tag.tsx";
import styles from "./admin.module.css";

type Entry = AuditList["items"][number];

/** To the second and in UTC, as logs say it: an entry is compared with them. */
const momentOf = (iso: string): string => `${iso.slice(0, 19).replace("T", " ")} UTC`;

/** Entries as knots of one thread, newest first. */
export function AuditThread({ items }: { readonly items: readonly Entry[] }) {
  return (
    <ol className={styles.thread}>
      {items.map((entry) => (
        <li key={entry.seq} className={styles.entry}>
          <span className={styles.small}>
            {entry.seq} · <time dateTime={entry.at}>{momentOf(entry.at)}</time>
          </span>
          <span>
            <strong>{entry.actorName}</strong>{" "}
            <Tag tone="plain">{entry.role === "NONE" ? "no role" : entry.role}</Tag> {entry.words}
          </span>
          {entry.reason !== null && <span>“{entry.reason}”</span>}
          <details>
            <summary>
              {entry.action} {entry.subjectType}
            </summary>
            <Facts entry={entry} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function Facts({ entry }: { readonly entry: Entry }) {
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
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
