import { type Db, sql } from "../client/index.ts";

/** How many rows every table of ours has, by its name; those of `except` are left out. */
export async function countRows(
  db: Db,
  except: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const [row] = await db.query<{ counts: Record<string, number> }>(
    sql`select jsonb_object_agg(table_name,
               (xpath('//n/text()', query_to_xml(format('select count(*) as n from %I', table_name), false, true, '')))[1]
                 ::text::int) as counts
        from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all(${except}::text[])`,
  );
  return row?.counts ?? {};
}
