import { PROCEDURE_RULES } from "@careforall/api/router";
import {
  HOLDERS,
  isGranted,
  type Permission,
  PERMISSION_NAMES,
  PERMISSIONS,
} from "@careforall/domain/permission";
import { HANDLER_RULES, PAGE_RULES, PAPER_RULES, UPLOAD_RULES } from "../../access/rules.ts";
import styles from "./admin.module.css";

/** A permission of everybody is everybody's, whoever they are. */
const has = (holder: (typeof HOLDERS)[number], permission: Permission): boolean =>
  isGranted("anonymous", permission) || isGranted(holder, permission);

/** Every permission with who has it, and what it opens. */
export function RolesTable() {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways can be scrolled by the keyboard
    <div className={styles.scroll} role="region" aria-label="Who may do what" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Permission</th>
            {HOLDERS.map((holder) => (
              <th key={holder} scope="col">
                {holder}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSION_NAMES.map((permission) => (
            <tr key={permission}>
              <th scope="row">
                {PERMISSIONS[permission].words}
                <code>{permission}</code>
                <Opens permission={permission} />
              </th>
              {HOLDERS.map((holder) => (
                <td key={holder}>{has(holder, permission) ? <Yes /> : <No />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Yes = () => (
  <>
    <span aria-hidden="true">●</span>
    <span className={styles.hidden}>yes</span>
  </>
);
const No = () => (
  <span className={styles.mayNot}>
    <span aria-hidden="true">·</span>
    <span className={styles.hidden}>no</span>
  </span>
);

function Opens({ permission }: { readonly permission: Permission }) {
  const opened = [
    ...namesOf("page", PAGE_RULES, permission),
    ...namesOf("form or address", HANDLER_RULES, permission),
    ...namesOf("form or address", UPLOAD_RULES, permission),
    ...namesOf("paper", PAPER_RULES, permission),
    ...namesOf("procedure", PROCEDURE_RULES, permission),
  ];
  if (opened.length === 0) return null;
  return (
    <details>
      <summary>opens {opened.length}</summary>
      <ul className={styles.opens}>
        {opened.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </details>
  );
}

const namesOf = (
  what: string,
  rules: Readonly<Record<string, Permission>>,
  permission: Permission,
): string[] =>
  Object.entries(rules).flatMap(([name, needed]) => (needed === permission ? [`${what} ${name}`] : []));
