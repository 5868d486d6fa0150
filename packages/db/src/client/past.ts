import { APPEND_ONLY } from "../application-role/rights.ts";
import type { Db } from "./client.ts";
import { sql } from "./sql.ts";

type Powers = Readonly<Record<"super" | "owns" | "changes" | "creates" | "hides" | "disarms", boolean>>;

const WORDS: Readonly<Record<keyof Powers, string>> = {
  super: "is a superuser",
  owns: "owns tables",
  changes: "may change tables that only grow",
  creates: "may create tables",
  hides: "may create temporary tables",
  disarms: "may switch triggers off",
};

/**
 * How the role of these connections could get around what keeps the past as it was, in words; none for the role that
 * `grantRights` made. A role that may become another one has that one's powers.
 */
export async function powersOverPast(db: Pick<Db, "query">): Promise<readonly string[]> {
  const [powers] = await db.query<Powers>(
    sql`with tables as (
          select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p')
        )
        select (select rolsuper from pg_roles where rolname = current_user) as super,
               exists (select from tables where pg_has_role(relowner, 'member')) as owns,
               exists (select from tables where lists.past ? relname
                       and has_table_privilege(tables.oid, 'delete, truncate, trigger'))
                 or exists (select from tables join pg_attribute on attrelid = tables.oid and attnum > 0
                            where not attisdropped and lists.past ? relname and not (lists.past -> relname) ? attname
                              and has_column_privilege(tables.oid, attnum, 'update')) as changes,
               has_schema_privilege('public', 'create')
                 or has_database_privilege(current_database(), 'create') as creates,
               has_database_privilege(current_database(), 'temporary') as hides,
               has_parameter_privilege('session_replication_role', 'set') as disarms
        from (select ${JSON.stringify(APPEND_ONLY)}::jsonb as past) as lists`,
  );
  if (powers === undefined) return [];
  return (Object.keys(WORDS) as (keyof Powers)[])
    .filter((power) => powers[power])
    .map((power) => WORDS[power]);
}
