import { afterAll, expect, test } from "vitest";
import { createDb, sql } from "../client/index.ts";
import { createTestDatabase } from "../testing/index.ts";
import {
  checkInvariants,
  describeViolations,
  type Invariant,
  InvariantNotJudgedError,
  readInvariants,
} from "./index.ts";

const database = await createTestDatabase();
const db = createDb(database.url);
afterAll(async () => {
  await db.close();
  await database.drop();
});

const invariant = (text: string): Invariant => ({
  id: "I-99",
  kind: "safety",
  title: "A test",
  needs: null,
  text,
});

test("an empty database breaks nothing and nothing is skipped", async () => {
  const verdicts = await checkInvariants(db);
  expect(verdicts.map(({ id }) => id)).toEqual(readInvariants().map(({ id }) => id));
  expect(verdicts.filter(({ rows, isSkipped }) => rows > 0 || isSkipped)).toEqual([]);
});

test("only the kinds asked for are judged", async () => {
  const verdicts = await checkInvariants(db, { kinds: ["liveness"] });
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["liveness"]));
});

test("all violations are counted, five are shown, and amounts keep every digit", async () => {
  const many = invariant("select 9007199254740993 + n as amount from generate_series(0, 6) n");
  const [verdict] = await checkInvariants(db, { invariants: [many] });
  expect(verdict).toMatchObject({ rows: 7, sample: { length: 5 } });
  expect(verdict?.sample[0]).toBe('{"amount":9007199254740993}');
});

test("what is violated is described with its first row", async () => {
  await db.query(
    sql`insert into idempotency_key (scope, key, request_hash, created_at)
        values ('rest:pledge.create', 'stuck', repeat('0', 64), now() - interval '1 hour')`,
  );
  expect(describeViolations(await checkInvariants(db))).toMatch(
    /^I-23 No .*: 1 row\(s\), first \{.*"stuck".*\}$/,
  );
});

test("judging reads one snapshot, cannot write, and is bounded in time", async () => {
  const settings = invariant(
    `select current_setting('transaction_read_only') as read_only, current_setting('transaction_isolation') as isolation,
            current_setting('statement_timeout') as timeout`,
  );
  const [verdict] = await checkInvariants(db, { invariants: [settings] });
  expect(JSON.parse(verdict?.sample[0] ?? "{}")).toEqual({
    read_only: "on",
    isolation: "repeatable read",
    timeout: "1min",
  });
});

test("an invariant that cannot be judged is an error that names it, and the connection is given back", async () => {
  const broken = invariant("select * from nowhere");
  for (let i = 0; i < 12; i++) {
    await expect(checkInvariants(db, { invariants: [broken] })).rejects.toThrow(InvariantNotJudgedError);
  }
  await expect(checkInvariants(db, { invariants: [broken] })).rejects.toThrow(/^I-99 could not be judged/);
});
