import { listStaff } from "@careforall/api/staff";
import { can } from "@careforall/domain/permission";
import type { Metadata } from "next";
import { AdminFrame } from "../../../ui/admin/admin-frame.tsx";
import styles from "../../../ui/admin/admin.module.css";
import { outcomeOf } from "../../../ui/admin/outcome-of.ts";
import { GrantForm } from "../../../ui/admin/role-forms.tsx";
import { requireStaff, staffMetadata } from "../../../ui/admin/require-staff.ts";
import { StaffCards } from "../../../ui/admin/staff-cards.tsx";
import { fromCursor } from "../../../ui/from-cursor.ts";
import { one, type Query } from "../../../ui/admin/query.ts";

const PATH = "/admin/people";

export const generateMetadata = (): Promise<Metadata> => staffMetadata(PATH);

export default async function PeoplePage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const { ctx, caller } = await requireStaff(PATH);
  const query = await searchParams;
  const { items, next } = await fromCursor(one(query["after"]), (from) => listStaff(ctx, from));
  const outcome = outcomeOf(query);
  const mayChange = can({ roles: caller.roles }, "roles.change");
  return (
    <AdminFrame caller={caller} path={PATH} title="People of staff">
      {outcome !== null && (
        <p
          role={outcome.isWell ? "status" : "alert"}
          className={outcome.isWell ? styles.notice : styles.alert}
        >
          {outcome.words}
        </p>
      )}
      <p className={styles.lead}>
        A role counts from the person&rsquo;s next request on, and so does its loss. Every change is in the
        audit log.
      </p>
      <StaffCards items={items} mayChange={mayChange} ownId={caller.userId} />
      {next !== null && <a href={`${PATH}?${new URLSearchParams({ after: next })}`}>More people</a>}
      {mayChange && (
        <section className={styles.section}>
          <h2>Give a role</h2>
          <GrantForm />
        </section>
      )}
    </AdminFrame>
  );
}
