import pg from "pg";
import { APPEND_ONLY, KEPT, PASSING, READ_ONLY } from "./rights.ts";

const QUEUE = "graphile_worker";
/** The queue's own history, which only its migrations write. */
const QUEUE_HISTORY = "migrations";

type Table = {
  readonly schema: string;
  readonly name: string;
  readonly isView: boolean;
  readonly lacksPolicy: boolean;
};

/** Tables of the queue show rows to their owner alone, unless a policy lets others in. */
const TABLES = `
  select n.nspname as schema, c.relname as name, c.relkind = 'v' as "isView",
         c.relrowsecurity and not exists (
           select from pg_policy p join pg_roles r on r.oid = any(p.polroles)
           where p.polrelid = c.oid and r.rolname = $1) as "lacksPolicy"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', '${QUEUE}') and c.relkind in ('r', 'p', 'v')
  order by 1, 2`;

/**
 * Gives the application's role what it needs, and takes away everything else that it may ever have had: in one
 * transaction, so that programs which run at the time notice nothing. `client` is connected as the owner of the tables,
 * with the lock of the migrations.
 */
export async function grantRights(client: pg.Client, role: string): Promise<void> {
  const to = pg.escapeIdentifier(role);
  const { rows: tables } = await client.query<Table>(TABLES, [role]);
  const { rows: databases } = await client.query<{ name: string }>("select current_database() as name");
  const statements = [
    ...databases.flatMap(({ name }) => closeDatabase(name, to)),
    ...tables.flatMap((table) => rightsIn(table, to)),
  ];
  // Several statements at once are one transaction.
  await client.query(statements.join(";\n"));
}

/**
 * Whoever may make tables, if only temporary ones, can put one of the same name before ours in the eyes of the triggers
 * that guard the past.
 */
function closeDatabase(database: string, to: string): readonly string[] {
  const name = pg.escapeIdentifier(database);
  return [
    `revoke temporary on database ${name} from public`,
    `revoke create, temporary on database ${name} from ${to}`,
    `grant connect on database ${name} to ${to}`,
    "revoke create on schema public from public",
    `revoke create on schema public, ${QUEUE} from ${to}`,
    `grant usage on schema public, ${QUEUE} to ${to}`,
    // The next number, and no other.
    `revoke all on all sequences in schema public, ${QUEUE} from ${to}`,
    `grant usage on all sequences in schema public, ${QUEUE} to ${to}`,
  ];
}

function rightsIn({ schema, name, isView, lacksPolicy }: Table, to: string): readonly string[] {
  const rights = isView ? "select" : schema === QUEUE ? rightsOnQueue(name) : rightsOn(name);
  // Of a newer version than this code: it has been given its rights by that version.
  if (rights === null) return [];
  const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
  return [
    `revoke all on table ${table} from ${to}`,
    `grant ${rights} on table ${table} to ${to}`,
    ...(lacksPolicy ? [`create policy ${to} on ${table} to ${to} using (true) with check (true)`] : []),
  ];
}

function rightsOn(table: string): string | null {
  const columns = APPEND_ONLY[table];
  if (columns !== undefined)
    return ["select, insert", ...columns.map((column) => `update (${column})`)].join(", ");
  if (KEPT.includes(table)) return "select, insert, update";
  if (PASSING.includes(table)) return "select, insert, update, delete";
  return READ_ONLY.includes(table) ? "select" : null;
}

const rightsOnQueue = (table: string): string =>
  table === QUEUE_HISTORY ? "select" : "select, insert, update, delete";
