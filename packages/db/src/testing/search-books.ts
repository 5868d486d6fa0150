import type pg from "pg";
import type { Db } from "../client/index.ts";

type Table = { readonly schema: string; readonly table: string; readonly columns: readonly string[] };

/**
 * Every column of every table, ours and the queue's, that holds one of these words in any row, whatever its type:
 * "table.column: word". Only words without quotes and backslashes are found in JSON.
 */
export async function searchBooks({ pool }: Db, words: readonly string[]): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<Table>(
    `select c.table_schema as schema, c.table_name as table, array_agg(c.column_name::text order by c.column_name) as columns
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema in ('public', 'graphile_worker') and t.table_type = 'BASE TABLE'
     group by 1, 2 order by 1, 2`,
  );
  const found: string[] = [];
  for (const { schema, table, columns } of tables) {
    const name = `"${schema}"."${table}"`;
    // A whole row as text first: most tables hold none of the words.
    if ((await wordsIn(pool, name, "one::text", words)).length === 0) continue;
    for (const column of columns) {
      const inColumn = await wordsIn(pool, name, `one."${column}"::text`, words);
      found.push(...inColumn.map((word) => `${table}.${column}: ${word}`));
    }
  }
  return found;
}

async function wordsIn(
  pool: Pick<pg.Pool, "query">,
  table: string,
  text: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ word: string }>(
    `select word from unnest($1::text[]) as word
     where exists (select 1 from ${table} as one where position(lower(word) in lower(${text})) > 0)`,
    [words],
  );
  return rows.map(({ word }) => word);
}
