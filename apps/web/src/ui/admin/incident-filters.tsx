import { INCIDENT_ACTIONS, SUSPICION_KINDS, TRY_SCOPES } from "@careforall/domain/shield";
import { getTranslations } from "next-intl/server";
import styles from "./admin.module.css";
import type { IncidentSearch } from "./incident-search.ts";

/**
 * Which incidents to show; works without scripts and keeps what was chosen in the address. A mark is nothing to type: it
 * is asked for by the links beside it, and there to be taken out again.
 */
export async function IncidentFilters({ asked }: { readonly asked: IncidentSearch }) {
  const t = await getTranslations("Incident");
  return (
    <form method="get" action="/admin/incidents" className={styles.manyFilters}>
      <Choice
        name="scope"
        label={t("filter.scope")}
        value={asked.scope}
        choices={TRY_SCOPES.map((scope) => [scope, t(`scope.${scope}`)])}
      />
      <Choice
        name="kind"
        label={t("filter.kind")}
        value={asked.kind}
        choices={SUSPICION_KINDS.map((kind) => [kind, t(`kind.${kind}`)])}
      />
      <Choice
        name="action"
        label={t("filter.action")}
        value={asked.action}
        choices={INCIDENT_ACTIONS.map((action) => [action, t(`action.${action}`)])}
      />
      <div className={styles.field}>
        <label htmlFor="campaign">{t("filter.campaign")}</label>
        <input id="campaign" name="campaign" defaultValue={asked.campaign} autoComplete="off" />
      </div>
      {asked.key !== undefined && (
        <div className={styles.field}>
          <label htmlFor="key">{t("filter.mark")}</label>
          <input id="key" name="key" defaultValue={asked.key} autoComplete="off" spellCheck={false} />
        </div>
      )}
      <button type="submit" className={styles.button}>
        {t("filter.show")}
      </button>
    </form>
  );
}

async function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly (readonly [value: string, words: string])[];
}) {
  const { name, label, value, choices } = props;
  const t = await getTranslations("Incident");
  return (
    <div className={styles.field}>
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value ?? ""}>
        <option value="">{t("filter.any")}</option>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
