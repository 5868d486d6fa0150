import pg from "pg";

/** Tables that grow with the number of gifts. */
const GROWING = [
  "pledge",
  "payment",
  "ledger_posting",
  "ledger_entry",
  "outbox",
  "delivery",
  "donation",
  "public_gift",
] as const;

/**
 * Does the work while no index but the primary keys and no autovacuum is kept up for the tables that grow, then makes the
 * same indexes again, each in one go: keeping them up row by row is most of what a million gifts cost. What is unique is
 * checked then, too. A failure leaves the database without them; it is one of the bench's own and is thrown away.
 */
export async function plantInBulk(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any($1::text[]::regclass[]) and not i.indisprimary
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [GROWING],
  );
  for (const table of GROWING)
    await client.query(`alter table ${pg.escapeIdentifier(table)} set (autovacuum_enabled = off)`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await work();
  await client.query("set maintenance_work_mem = '256MB'");
  for (const { definition } of indexes) await client.query(definition);
  for (const table of GROWING)
    await client.query(`alter table ${pg.escapeIdentifier(table)} reset (autovacuum_enabled)`);
}
