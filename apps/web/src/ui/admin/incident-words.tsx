import { INCIDENT_ACTIONS, type IncidentAction, SHIELD } from "@careforall/domain/shield";
import { getTranslations } from "next-intl/server";
import { Tag, type TagTone } from "../tag.tsx";
import styles from "./admin.module.css";

const TONE = { noted: "plain", challenged: "turmeric", refused: "alta" } as const satisfies Record<
  IncidentAction,
  TagTone
>;

const SECONDS_PER_MINUTE = 60;

/** What was done, in a word. */
export async function ActionTag({ action }: { readonly action: IncidentAction }) {
  const t = await getTranslations("Incident");
  return <Tag tone={TONE[action]}>{t(`action.${action}`)}</Tag>;
}

/** What was done, in sentences, for whoever meets the words for the first time. */
export async function IncidentWords() {
  const t = await getTranslations("Incident");
  return (
    <details className={styles.words}>
      <summary>{t("words")}</summary>
      <ul>
        {INCIDENT_ACTIONS.map((action) => (
          <li key={action}>
            <ActionTag action={action} />{" "}
            {t(`meaning.${action}`, { minutes: SHIELD.personPauseS / SECONDS_PER_MINUTE })}
          </li>
        ))}
      </ul>
    </details>
  );
}
