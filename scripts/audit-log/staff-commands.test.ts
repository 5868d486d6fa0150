import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type * as z from "zod";
import type { zTombstone } from "../../packages/api/src/privacy/index.ts";
import { AUDIT_ACTIONS, type AuditAction } from "../../packages/domain/src/audit/index.ts";
import type { ConsumerCommand } from "../consumers/options.ts";
import type { DeadCommand } from "../dead/options.ts";
import { ACTION_OF_VERB } from "../money/tried-by.ts";
import type { ReconcileCommand } from "../reconcile/options.ts";

// Every verb that somebody can type, and what it writes into the audit log. A new verb does not compile until it is
// decided here; packages/api/src/audit/every-action.test.ts sees each action written.

type Written = AuditAction | "reads";

const DEAD = { list: "reads", replay: "dead_letter.replay" } as const satisfies Record<
  DeadCommand["kind"],
  Written
>;
const CONSUMERS = {
  list: "reads",
  pause: "consumer.pause",
  resume: "consumer.resume",
} as const satisfies Record<ConsumerCommand["kind"], Written>;
const RECONCILE = { run: "reconciliation.run", close: "reconciliation.close" } as const satisfies Record<
  ReconcileCommand["kind"],
  Written
>;
const ADMIN = { create: "role.grant" } as const satisfies Record<string, Written>;
/** Once more after a restore: accounts and guests. */
const PRIVACY = { account: "account.erase", guest: "guest.erase" } as const satisfies Record<
  z.infer<typeof zTombstone>["kind"],
  Written
>;
const REBUILD = { swap: "read_models.replace" } as const satisfies Record<string, Written>;

/** Commands at the root: for staff with what each verb writes, or a reason why it is none of theirs. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, Written>> | string>> = {
  money: Object.fromEntries(
    Object.entries(ACTION_OF_VERB).map(([verb, action]) => [verb, action ?? "reads"]),
  ),
  dead: DEAD,
  consumers: CONSUMERS,
  reconcile: RECONCILE,
  rebuild: REBUILD,
  admin: ADMIN,
  privacy: PRIVACY,
  "audit-log": "reads",
  donor: "reads",
  incidents: "reads",
  invariants: "reads",
  bench: "developers' own database",
  "bench:rebuild": "developers' own database",
  build: "no database",
  chaos: "developers' own database",
  code: "prints a code of the development logins",
  coverage: "developers' own database",
  dev: "starts the platform",
  "docs:events": "no database",
  format: "no database",
  fuzz: "developers' own database",
  generate: "no database",
  knip: "no database",
  lint: "no database",
  model: "developers' own database",
  mutate: "no database",
  prisma: "migrations, before there is anything to change",
  seed: "a book of test data, replaced as a whole",
  start: "starts the platform",
  test: "developers' own database",
  verify: "no database",
};

const ROOT = path.join(import.meta.dirname, "../..");

test("every command at the root is known: what it writes into the audit log, or why it writes nothing", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(Object.keys(COMMANDS).toSorted()).toEqual(Object.keys(scripts).toSorted());
});

/** What only pages do. */
const PAGES: readonly AuditAction[] = ["change.refuse", "permission.deny", "role.revoke"];

test("every action of the log is written by a command or a page of staff", () => {
  const written = Object.values(COMMANDS).flatMap((verbs) =>
    typeof verbs === "string" ? [] : Object.values(verbs),
  );
  expect(Object.keys(AUDIT_ACTIONS).filter((action) => !written.some((name) => name === action))).toEqual(
    PAGES,
  );
});
