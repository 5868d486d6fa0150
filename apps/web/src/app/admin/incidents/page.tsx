import { listIncidents } from "@careforall/api/staff";
import { INCIDENTS_KEPT_DAYS } from "@careforall/domain/shield";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminFrame } from "../../../ui/admin/admin-frame.tsx";
import styles from "../../../ui/admin/admin.module.css";
import { code } from "../../../ui/admin/code.tsx";
import { IncidentFilters } from "../../../ui/admin/incident-filters.tsx";
import { incidentsPath, readIncidentSearch } from "../../../ui/admin/incident-search.ts";
import { IncidentThread } from "../../../ui/admin/incident-thread.tsx";
import { IncidentWords } from "../../../ui/admin/incident-words.tsx";
import { one, type Query } from "../../../ui/admin/query.ts";
import { requireStaff, staffMetadata } from "../../../ui/admin/require-staff.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { fromCursor } from "../../../ui/from-cursor.ts";

const PATH = "/admin/incidents";

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

/** What looked like the testing of stolen cards. Nothing is changed here: what was done was done at once, by the shield. */
export default async function IncidentsPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const { ctx, caller } = await requireStaff(PATH);
  const query = await searchParams;
  const asked = readIncidentSearch(query);
  const { items, next } = await fromCursor(one(query["after"]), (from) =>
    listIncidents(ctx, { ...asked, ...from }),
  );
  const t = await getTranslations("Incident");
  const { timeZone } = caller;
  return (
    <AdminFrame caller={caller} path={PATH} title={t("title")}>
      <p className={styles.lead}>{t("lead", { days: INCIDENTS_KEPT_DAYS })}</p>
      <IncidentWords />
      <IncidentFilters asked={asked} />
      {items.length === 0 ? (
        <Nothing isSearch={Object.values(asked).some((value) => value !== undefined)} />
      ) : (
        <IncidentThread items={items} asked={asked} reader={caller} />
      )}
      {next !== null && (
        <a href={incidentsPath({ ...asked, after: next })} rel="next">
          {t("older")}
        </a>
      )}
      <p className={styles.small}>{t.rich("command", { code, timeZone })}</p>
    </AdminFrame>
  );
}

async function Nothing({ isSearch }: { readonly isSearch: boolean }) {
  const t = await getTranslations("Incident");
  return isSearch ? (
    <EmptyState title={t("none")} action={{ href: PATH, words: t("all") }}>
      {t("noneBody")}
    </EmptyState>
  ) : (
    <EmptyState title={t("empty")} action={{ href: "/admin", words: t("toStart") }}>
      {t("emptyBody")}
    </EmptyState>
  );
}
