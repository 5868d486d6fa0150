import type { Db } from "../client/index.ts";

/**
 * Every column of every table, ours and the queue's, whose text holds one of these words in any row: "table.column: word".
 * Whatever can be written as text is searched, JSON and arrays too.
 */
export async function searchBooks({ pool }: Db, words: readonly string[]): Promise<readonly string[]> {
  const { rows: columns } = await pool.query<{ schema: string; table: string; column: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema in ('public', 'graphile_worker') and t.table_type = 'BASE TABLE'
       and (c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea') or c.data_type = 'date')
     order by 1, 2, 3`,
  );
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    const { rows } = await pool.query<{ word: string }>(
      `select word from unnest($1::text[]) as word
       where exists (select 1 from "${schema}"."${table}" where position(lower(word) in lower("${column}"::text)) > 0)`,
      [words],
    );
    found.push(...rows.map(({ word }) => `${table}.${column}: ${word}`));
  }
  return found;
}
