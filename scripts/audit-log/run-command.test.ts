import { afterAll, expect, test } from "vitest";
import { pauseConsumer, resumeConsumer } from "../../packages/api/src/outbox/index.ts";
import { createTestContext } from "../../packages/api/src/testing/index.ts";
import { readAuditHead } from "../../packages/db/src/audit/index.ts";
import { auditLogCommandOf } from "./options.ts";
import { runAuditLogCommand } from "./run-command.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const typed = (...args: readonly string[]) => runAuditLogCommand(ctx.db, auditLogCommandOf(args));

test("an empty log is whole; entries are listed with who, what and why, and verified against a told head", async () => {
  expect((await typed("verify")).text).toMatch(/^0 entries, one chain\. Its head: 0:0{64}$/);
  expect((await typed("list")).text).toBe("There is no such entry.");
  await pauseConsumer(ctx, { consumer: "totals", who: "Farida", reason: "a wrong figure" });
  const told = await readAuditHead(ctx.db);
  await resumeConsumer(ctx, { consumer: "totals", who: "Rina" });

  const { text } = await typed("list", "--action", "consumer", "--actor", "Farida");
  expect(text).toMatch(
    /^1 \S+ Farida \(COMMAND\) consumer\.pause \(a consumer of events was stopped\) consumer_pause \S+, .*: a wrong figure$/,
  );
  expect((await typed("list", "--before", "2")).text).toBe(text);
  const verified = await typed("verify", "--head", `${told.seq}:${told.hash}`);
  expect(verified).toMatchObject({ exitCode: 0 });
  expect(verified.text).toContain("2 entries, one chain, the head that was told at entry 1 among them.");

  const other = await typed("verify", "--head", `1:${"a".repeat(64)}`);
  expect(other.exitCode).toBe(1);
  expect(other.text).toContain("THE AUDIT LOG IS BROKEN. No entry 1 has the hash that was told");
});

test.each([
  [],
  ["verify", "--head", "1"],
  ["verify", "--action", "x"],
  ["list", "--before", "x"],
  ["list", "x"],
])("%j %j %j is answered with what can be typed", (...args) => {
  expect(() => auditLogCommandOf(args.filter((arg) => arg !== undefined))).toThrow(
    /not understood.*\npnpm audit-log/,
  );
});
