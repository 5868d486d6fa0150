import { listAudit } from "@careforall/api/staff";
import type { Metadata } from "next";
import { AdminFrame } from "../../../ui/admin/admin-frame.tsx";
import styles from "../../../ui/admin/admin.module.css";
import { AuditFilters } from "../../../ui/admin/audit-filters.tsx";
import { AuditThread } from "../../../ui/admin/audit-thread.tsx";
import { one, type Query } from "../../../ui/admin/query.ts";
import { requireStaff, staffMetadata } from "../../../ui/admin/require-staff.ts";
import { fromCursor } from "../../../ui/from-cursor.ts";

const PATH = "/admin/audit";
/** Longer ones name nothing. */
const FILTER_CHARACTERS_MAX = 200;

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

const given = (query: Query, name: string): string | undefined =>
  one(query[name])?.trim().slice(0, FILTER_CHARACTERS_MAX);

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
  return (
    <AdminFrame caller={caller} path={PATH} title="What staff have changed">
      <p className={styles.lead}>
        What was refused is here too. Every entry carries the hash of the one before it.{" "}
        <code>pnpm audit-log verify</code> shows that none was changed, removed or moved.
      </p>
      <AuditFilters filter={filter} />
      {items.length === 0 ? <p>There is no such entry.</p> : <AuditThread items={items} />}
      {next !== null && <a href={`${PATH}?${more}`}>Older entries</a>}
    </AdminFrame>
  );
}
