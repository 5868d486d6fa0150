import { listAudit, zListAudit } from "@careforall/api/staff";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminFrame } from "../../../ui/admin/admin-frame.tsx";
import styles from "../../../ui/admin/admin.module.css";
import { AuditFilters } from "../../../ui/admin/audit-filters.tsx";
import { AuditThread } from "../../../ui/admin/audit-thread.tsx";
import { code } from "../../../ui/admin/code.tsx";
import { one, type Query } from "../../../ui/admin/query.ts";
import { requireStaff, staffMetadata } from "../../../ui/admin/require-staff.ts";
import { fromCursor } from "../../../ui/from-cursor.ts";

const PATH = "/admin/audit";
export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

/** Whatever cannot be meant is left out. */
const given = (query: Query, name: "action" | "subject" | "actor"): string | undefined =>
  zListAudit.shape[name].safeParse(one(query[name])).data;

export default async function AuditPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const { ctx, caller } = await requireStaff(PATH);
  const query = await searchParams;
  const filter = {
    action: given(query, "action"),
    subject: given(query, "subject"),
    actor: given(query, "actor"),
  };
  const { items, next } = await fromCursor(one(query["after"]), (from) =>
    listAudit(ctx, { ...filter, ...from }),
  );
  const more = new URLSearchParams(
    Object.entries({ ...filter, after: next ?? undefined }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const t = await getTranslations("Audit");
  return (
    <AdminFrame caller={caller} path={PATH} title={t("title")}>
      <p className={styles.lead}>{t.rich("lead", { code })}</p>
      <AuditFilters filter={filter} />
      {items.length === 0 ? <p>{t("none")}</p> : <AuditThread items={items} />}
      {next !== null && <a href={`${PATH}?${more}`}>{t("older")}</a>}
    </AdminFrame>
  );
}
