import { PROCEDURE_RULES } from "@careforall/api/router";
import { isStaffRole } from "@careforall/domain/account";
import { HOLDERS, isGranted, type Permission, PERMISSION_NAMES } from "@careforall/domain/permission";
import { getTranslations } from "next-intl/server";
import { HANDLER_RULES, PAGE_RULES, PAPER_RULES, UPLOAD_RULES } from "../../access/rules.ts";
import styles from "./admin.module.css";

/** A permission of everybody is everybody's, whoever they are. */
const has = (holder: (typeof HOLDERS)[number], permission: Permission): boolean =>
  isGranted("anonymous", permission) || isGranted(holder, permission);

/** Every permission with who has it, and what it opens. */
export async function RolesTable() {
  const [t, staff, role, words] = await Promise.all([
    getTranslations("Roles"),
    getTranslations("Staff"),
    getTranslations("Role"),
    getTranslations("Permission"),
  ]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways can be scrolled by the keyboard
    <div className={styles.scroll} role="region" aria-label={staff("page.roles.lead")} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("permission")}</th>
            {HOLDERS.map((holder) => (
              <th key={holder} scope="col">
                {role(holder)}
                {isStaffRole(holder) && <code>{holder}</code>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSION_NAMES.map((permission) => (
            <tr key={permission}>
              <th scope="row">
                {words(permission)}
                <code>{permission}</code>
                <Opens permission={permission} />
              </th>
              {HOLDERS.map((holder) => (
                <td key={holder}>
                  {has(holder, permission) ? <Yes words={t("yes")} /> : <No words={t("no")} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Yes = ({ words }: { readonly words: string }) => (
  <>
    <span aria-hidden="true">●</span>
    <span className={styles.hidden}>{words}</span>
  </>
);
const No = ({ words }: { readonly words: string }) => (
  <span className={styles.mayNot}>
    <span aria-hidden="true">·</span>
    <span className={styles.hidden}>{words}</span>
  </span>
);

const OPENED = [
  ["page", PAGE_RULES],
  ["handler", HANDLER_RULES],
  ["handler", UPLOAD_RULES],
  ["paper", PAPER_RULES],
  ["procedure", PROCEDURE_RULES],
] as const satisfies readonly (readonly [string, Readonly<Record<string, Permission>>])[];

async function Opens({ permission }: { readonly permission: Permission }) {
  const t = await getTranslations("Roles");
  const opened = OPENED.flatMap(([what, rules]) =>
    Object.entries(rules).flatMap(([name, needed]) => (needed === permission ? [{ what, name }] : [])),
  );
  if (opened.length === 0) return null;
  return (
    <details>
      <summary>{t("opens", { count: opened.length })}</summary>
      <ul className={styles.opens}>
        {opened.map(({ what, name }) => (
          <li key={`${what} ${name}`}>
            {t(`what.${what}`)} <code>{name}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
