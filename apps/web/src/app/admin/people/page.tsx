import { listStaff } from "@careforall/api/staff";
import { can } from "@careforall/domain/permission";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
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
  const t = await getTranslations("People");
  const outcome = outcomeOf(query, t);
  const mayChange = can({ roles: caller.roles }, "roles.change");
  return (
    <AdminFrame caller={caller} path={PATH} title={t("title")}>
      {outcome !== null && (
        <p
          role={outcome.isWell ? "status" : "alert"}
          className={outcome.isWell ? styles.notice : styles.alert}
        >
          {outcome.words}
        </p>
      )}
      <p className={styles.lead}>{t("lead")}</p>
      <StaffCards items={items} mayChange={mayChange} reader={caller} />
      {next !== null && <a href={`${PATH}?${new URLSearchParams({ after: next })}`}>{t("more")}</a>}
      {mayChange && (
        <section className={styles.section}>
          <h2>{t("giveTitle")}</h2>
          <GrantForm />
        </section>
      )}
    </AdminFrame>
  );
}
