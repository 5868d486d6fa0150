import { afterAll, expect, inject, test } from "vitest";
import { createDb, powersOverPast, sql } from "../client/index.ts";
import { migrate, MIGRATIONS_FOLDER, prepareDatabase } from "../migrate/index.ts";
import { createTestDatabase } from "../testing/index.ts";
import { APPEND_ONLY, APPLICATION_ROLE, KEPT, PASSING, READ_ONLY } from "./index.ts";

/** SQLSTATE insufficient_privilege: refused before any trigger is asked. */
const REFUSED = { code: "42501" };

const database = await createTestDatabase();
const owner = createDb(database.url, { poolMax: 1 });
const application = createDb(database.applicationUrl, { poolMax: 1 });
afterAll(async () => {
  await application.close();
  await owner.close();
  await database.drop();
});

const onlyGrowing = Object.keys(APPEND_ONLY);

test("S-115: every table is in one list of rights, and in no other", async () => {
  const tables = await owner.query<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        order by relname collate "C"`,
  );
  const listed = [...onlyGrowing, ...KEPT, ...PASSING, ...READ_ONLY].toSorted();
  expect(listed).toEqual(tables.map(({ name }) => name));
});

/** In pg_trigger.tgtype. */
const EACH_ROW = 1;
const BEFORE = 2;
const DELETE = 8;
const UPDATE = 16;

test("S-115: the tables that only grow are those whose triggers refuse every update and delete", async () => {
  const guarded = await owner.query<{ name: string }>(
    sql`select tgrelid::regclass::text as name from pg_trigger
        where not tgisinternal and tgtype = ${EACH_ROW + BEFORE + DELETE + UPDATE} and tgqual is null and tgattr = ''
        order by tgrelid::regclass::text collate "C"`,
  );
  expect(guarded.map(({ name }) => name)).toEqual(onlyGrowing.toSorted());
});

test("S-115: what a trigger lets nobody delete is not the application's to delete", async () => {
  const kept = await owner.query<{ name: string }>(
    sql`select distinct tgrelid::regclass::text as name from pg_trigger
        where tgfoid = 'refuse_change'::regproc and (tgtype & ${EACH_ROW + DELETE}) = ${EACH_ROW + DELETE}`,
  );
  expect(kept.length).toBeGreaterThan(onlyGrowing.length / 2);
  expect(kept.map(({ name }) => name).filter((name) => PASSING.includes(name))).toEqual([]);
});

test.each([...onlyGrowing, "audit_head"])(
  "S-115 S-111: as the application, no row of %s is updated, deleted or truncated",
  async (table) => {
    const [first] = await owner.query<{ column: string }>(
      sql`select attname as "column" from pg_attribute where attrelid = ${table}::regclass and attnum = 1`,
    );
    for (const statement of [
      `update ${table} set ${first?.column} = ${first?.column}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ])
      await expect(application.pool.query(statement), statement).rejects.toMatchObject(REFUSED);
  },
);

test("S-115: of what only grows, an erasure may empty what is listed and nothing else; of what is kept, nothing goes", async () => {
  const changeable = await application.query<{ table: string; column: string }>(
    sql`select relname as "table", attname as "column" from pg_class join pg_attribute on attrelid = pg_class.oid
        where relname = any(${onlyGrowing}::text[]) and attnum > 0 and not attisdropped
          and has_column_privilege(pg_class.oid, attnum, 'update')
        order by relname collate "C", attname collate "C"`,
  );
  expect(changeable).toEqual(
    Object.entries(APPEND_ONLY).flatMap(([table, columns]) => columns.map((column) => ({ table, column }))),
  );
  const removable = await application.query<{ name: string }>(
    sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
          and has_table_privilege(oid, 'delete, truncate') order by relname collate "C"`,
  );
  expect(removable.map(({ name }) => name)).toEqual(PASSING);
  await application.pool.query("update payment_history set evidence = null");
});

test.each([
  "set session_replication_role = replica",
  "alter table ledger_entry disable trigger all",
  "alter table audit_entry disable trigger audit_entry_append_only",
  "drop trigger ledger_entry_append_only on ledger_entry",
  "alter table ledger_entry drop constraint ledger_entry_not_zero",
  "drop table ledger_entry cascade",
  "alter table ledger_entry owner to current_user",
  "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
  "create function harmless() returns int language sql as 'select 1'",
  "create table beside (id int)",
  "create temporary table ledger_entry (id int)",
  "create schema beside",
  "create index on ledger_entry (amount_minor)",
  "create trigger mine before insert on ledger_entry for each row execute function refuse_change()",
  "create rule mine as on insert to ledger_entry do instead nothing",
  "do 'begin lock table ledger_entry in access exclusive mode; end'",
  "insert into audit_head (id, seq, hash, begun_at) values (true, 0, '', now())",
  "insert into _prisma_migrations (id, checksum, migration_name) values ('1', '', 'x')",
  "drop policy careforall_app on graphile_worker._private_jobs",
  "update graphile_worker.migrations set id = 1",
  "alter role current_user superuser",
  "set role postgres",
  "copy ledger_entry to program 'cat'",
  "create extension if not exists dblink",
])("S-115: as the application, it is refused to %s", async (statement) => {
  await expect(application.pool.query(statement)).rejects.toMatchObject(REFUSED);
});

test("S-111: as the application, an entry joins the audit log, and its head moves with it and not otherwise", async () => {
  const head = sql`select seq from audit_head`;
  expect(await application.query(head)).toEqual([{ seq: 0n }]);
  await application.pool.query(
    `insert into audit_entry (seq, at, actor_name, role, action, subject_type, subject_id, prev_hash, hash)
     values (9, now(), 'x', 'COMMAND', 'held.accept', 'case', '1', '', '')`,
  );
  expect(await application.query(head)).toEqual([{ seq: 1n }]);
});

test("S-115: too much power is named, and taken away by the next migration", async () => {
  expect(await powersOverPast(application)).toEqual([]);
  expect(await powersOverPast(owner)).toEqual([
    "is a superuser",
    "owns tables",
    "may change tables that only grow",
    "may create tables",
    "may create temporary tables",
    "may switch triggers off",
  ]);
  await owner.pool.query(
    `grant update (amount_minor) on ledger_entry to ${APPLICATION_ROLE}; grant create on schema public to public`,
  );
  expect(await powersOverPast(application)).toEqual([
    "may change tables that only grow",
    "may create tables",
  ]);
  await migrate(database.url, MIGRATIONS_FOLDER, APPLICATION_ROLE);
  expect(await powersOverPast(application)).toEqual([]);
  const update = application.pool.query("update ledger_entry set amount_minor = 1");
  await expect(update).rejects.toMatchObject(REFUSED);
});

const OWNER = "an_owner_without_power";
const NEWCOMER = "a role not made yet";
const asRole = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.username = encodeURIComponent(name);
  changed.password = "of-this-test";
  return changed.href;
};

test("S-115: an owner that is no superuser prepares a database for a role that it makes, or says who must make it", async () => {
  const empty = await createTestDatabase({ ...inject("testCluster"), template: "template0" });
  const both = { ownerUrl: asRole(empty.url, OWNER), url: asRole(empty.url, NEWCOMER) };
  const { pathname } = new URL(empty.url);
  await owner.pool.query(`create role ${OWNER} login password 'of-this-test'`);
  await owner.pool.query(`alter database ${pathname.slice(1)} owner to ${OWNER}`);
  try {
    await expect(prepareDatabase(both)).rejects.toThrow(/create role "a role not made yet" login password/);
    await owner.pool.query(`alter role ${OWNER} createrole`);
    expect((await prepareDatabase(both)).applied.length).toBeGreaterThan(20);
    expect((await prepareDatabase(both)).applied).toEqual([]);
    const newcomer = createDb(both.url, { poolMax: 1 });
    expect(await powersOverPast(newcomer)).toEqual([]);
    await newcomer.close();
    const mistyped = { ...both, url: both.url.replace("of-this-test", "mistyped") };
    await expect(prepareDatabase(mistyped)).rejects.toThrow(/cannot sign in.*password authentication failed/);
  } finally {
    await empty.drop();
    await owner.pool.query(`drop role if exists "${NEWCOMER}"; drop role ${OWNER}`);
  }
});

test("S-115: a table that no list has is closed to the application", async () => {
  await owner.pool.query("create table forgotten (id int)");
  await migrate(database.url, MIGRATIONS_FOLDER, APPLICATION_ROLE);
  await expect(application.pool.query("select from forgotten")).rejects.toMatchObject(REFUSED);
});
