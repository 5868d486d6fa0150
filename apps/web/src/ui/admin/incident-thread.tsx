import type { Caller } from "@careforall/api/account";
import type { IncidentList } from "@careforall/api/staff";
import { getTranslations } from "next-intl/server";
import { formatDayAndClock, formatHourAndMinute } from "../dates.ts";
import styles from "./admin.module.css";
import { type IncidentSearch, incidentsPath } from "./incident-search.ts";
import { ActionTag } from "./incident-words.tsx";

type Incident = IncidentList["items"][number];
type Reader = Pick<Caller, "locale" | "timeZone">;

/** Incidents as knots of one thread, the newest first. */
export async function IncidentThread(props: {
  readonly items: readonly Incident[];
  readonly asked: IncidentSearch;
  readonly reader: Reader;
}) {
  const { items, asked, reader } = props;
  const t = await getTranslations("Incident");
  return (
    <ol className={styles.thread}>
      {items.map((one) => (
        <li
          key={`${one.scope} ${one.key} ${one.kind} ${one.action} ${one.firstAt.toISOString()}`}
          className={styles.entry}
        >
          <span className={styles.small}>
            <When one={one} reader={reader} />
          </span>
          <span>
            <strong>{t(`what.${one.kind}.${one.scope}`)}</strong> <ActionTag action={one.action} />
          </span>
          <Facts one={one} asked={asked} locale={reader.locale} />
        </li>
      ))}
    </ol>
  );
}

/** From the first to the last, which are within one hour. */
function When({ one, reader: { locale, timeZone } }: { readonly one: Incident; readonly reader: Reader }) {
  const [first, last] = [one.firstAt.toISOString(), one.lastAt.toISOString()];
  const until = formatHourAndMinute(last, locale, timeZone);
  const isMoment = formatHourAndMinute(first, locale, timeZone) === until;
  return (
    <>
      <time dateTime={first}>{formatDayAndClock(first, locale, timeZone)}</time>
      {!isMoment && (
        <>
          {" – "}
          <time dateTime={last}>{until}</time>
        </>
      )}
    </>
  );
}

async function Facts(props: {
  readonly one: Incident;
  readonly asked: IncidentSearch;
  readonly locale: Reader["locale"];
}) {
  const { one, asked, locale } = props;
  const t = await getTranslations("Incident");
  return (
    <dl className={styles.facts}>
      <div className={styles.fact}>
        <dt>{t("fact.campaign")}</dt>
        <dd>
          <a href={`/${locale}/campaigns/${one.campaignSlug}`}>
            <code>{one.campaignSlug}</code>
          </a>
        </dd>
      </div>
      <div className={styles.fact}>
        <dt>{t("fact.often")}</dt>
        <dd>{t("times", { count: one.count })}</dd>
      </div>
      <div className={styles.fact}>
        <dt>{t("fact.tries")}</dt>
        <dd>{t("number", { count: one.tries })}</dd>
      </div>
      <div className={styles.fact}>
        <dt>{t("fact.declines")}</dt>
        <dd>{t("number", { count: one.declines })}</dd>
      </div>
      {one.scope !== "campaign" && (
        <div className={styles.fact}>
          <dt>{t("fact.mark")}</dt>
          <dd>
            <code>{one.key}</code>
            {asked.key !== one.key && (
              <>
                {" "}
                <a href={incidentsPath({ key: one.key })}>{t("sameMark")}</a>
              </>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}
