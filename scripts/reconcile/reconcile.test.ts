import { spawn } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { reconcile } from "../../packages/api/src/reconciliation/index.ts";
import { expectInvariants } from "../../packages/api/src/testing/index.ts";
import { settleConsumers } from "../../packages/api/src/outbox/index.ts";
import { type Gift, setStage } from "./testing/stage.ts";

// The real adapter and the simulator over HTTP, each with its own books. The tests follow each other on one stage.

let stage: Awaited<ReturnType<typeof setStage>>;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  await expectInvariants(stage.ctx.db);
  await stage.stop();
});

/** More than ten minutes from the first gift to the last. */
const GIFTS = 44;
const STEP_MS = 15_000;
const BEGAN_AT = new Date(Date.now() - GIFTS * STEP_MS);
const timeOf = (nth: number): Date => new Date(BEGAN_AT.getTime() + nth * STEP_MS);

const zTransaction = z.object({ tranId: z.string(), valId: z.string().nullable(), amountMinor: z.string() });
const zBooks = z.object({
  transactions: z.array(zTransaction.extend({ status: z.string() })),
  totals: z.object({ capturedMinor: z.string() }),
});
const zDeliveries = z.object({ deliveries: z.array(z.object({ state: z.string() })) });

const theirBooks = async () => zBooks.parse(await stage.control("/books", { method: "GET" }));

/** The captures in both books, spelt alike. */
async function bothBooks() {
  const { transactions } = await theirBooks();
  const theirs = transactions
    .filter(({ status }) => status === "VALID")
    .map(({ valId, amountMinor }) => `sslcommerz:${valId} ${amountMinor} BDT`);
  const entries = await stage.ctx.db.prisma.ledgerEntry.findMany({
    where: { account: "provider_clearing", posting: { kind: "capture" } },
    include: { posting: true },
  });
  const ours = entries.map(
    ({ posting, amountMinor, currency }) => `${posting.reference} ${amountMinor} ${currency}`,
  );
  return { theirs: theirs.toSorted(), ours: ours.toSorted() };
}

const once = (more: Partial<Parameters<typeof reconcile>[1]> = {}) =>
  reconcile(stage.ctx, { isDryRun: false, trigger: "command", who: "rina", asksPerS: Infinity, ...more });

test("every notification of ten minutes of gifts is dropped: one run posts all, and a second run finds nothing", async () => {
  await stage.control("/faults", { body: { endpoint: "ipn", mode: "drop" } });
  const gifts: Gift[] = [];
  for (let nth = 0; nth < GIFTS; nth++) {
    const gift = await stage.open(timeOf(nth));
    gifts.push(gift);
    await stage.pay(gift, "success", timeOf(nth), { account: nth % 3 === 0 ? "card-1111" : undefined });
  }
  // A donor who gave up, one whose bank said no, one who failed and then paid, and one who never paid.
  await stage.pay(await stage.open(timeOf(3)), "cancel", timeOf(3));
  await stage.pay(await stage.open(timeOf(4)), "insufficient_funds", timeOf(4));
  const patient = await stage.open(timeOf(5));
  await stage.pay(patient, "fail_and_stay", timeOf(5));
  await stage.pay(patient, "success", timeOf(6));
  gifts.push(patient);
  await stage.open(timeOf(7));

  await expect
    .poll(async () => {
      const { deliveries } = zDeliveries.parse(
        await stage.control("/deliveries?limit=100", { method: "GET" }),
      );
      return new Set(deliveries.map(({ state }) => state));
    })
    .toEqual(new Set(["dropped"]));
  expect((await bothBooks()).ours).toEqual([]);

  const looked = await once({ isDryRun: true });
  expect(looked).toMatchObject({ found: gifts.length, repaired: 0, error: null });
  expect((await bothBooks()).ours).toEqual([]);

  const repaired = await once();
  expect(repaired).toMatchObject({ found: gifts.length, repaired: gifts.length, silent: 0, error: null });
  expect(new Set(repaired.findings.map(({ kind }) => kind))).toEqual(new Set(["missing_here"]));
  const { ours, theirs } = await bothBooks();
  expect(ours).toEqual(theirs);
  expect(ours).toHaveLength(gifts.length);

  expect(await once()).toMatchObject({ found: 0, repaired: 0, findings: [], error: null });
  const { text, exitCode } = await stage.command();
  expect(text).toContain("The books agree");
  expect(exitCode).toBe(0);
});

test("nobody is written to about what was posted", async () => {
  await settleConsumers(stage.ctx);
  const messages = await stage.ctx.db.prisma.message.findMany();
  expect(messages).toHaveLength(GIFTS + 1);
  expect(new Set(messages.map(({ state }) => state))).toEqual(new Set(["suppressed"]));
});

test("the panel's file and our books agree, twice", async () => {
  const file = await stage.download();
  for (const _turn of [1, 2]) {
    const { text, exitCode } = await stage.command("--file", file);
    expect(text).toContain("0 found, 0 repaired, 0 open");
    expect(exitCode).toBe(0);
  }
});

test("a file with money that nobody asked for, a second success and a changed amount shows all three", async () => {
  const { transactions } = await theirBooks();
  const [first, second] = transactions.filter(({ status }) => status === "VALID");
  await stage.control("/sslcommerz/charge", {
    body: { tranId: "NOBODYS-MONEY", amountMinor: "77700", ipn: false },
  });
  await stage.control("/sslcommerz/charge", {
    body: { tranId: first?.tranId, amountMinor: "50000", ipn: false },
  });
  const file = await stage.download((csv) =>
    csv
      .split("\r\n")
      .map((line) => (line.includes(`,${second?.valId},`) ? line.replace("500.00,BDT", "400.00,BDT") : line))
      .toReversed()
      .toSorted((a, b) => Number(b.includes("tran_id")) - Number(a.includes("tran_id")))
      .join("\r\n"),
  );
  const looked = await stage.command("--dry-run", "--file", file);
  expect(looked.exitCode).toBe(2);
  expect(looked.text).toContain("A dry run: nothing was changed.");
  expect(looked.text).toMatch(/Missing here.*\(1\)\n {2}NOBODYS-MONEY .*ours nothing, theirs 777\.00 BDT/);
  expect(looked.text).toMatch(/The amount differs \(1\)\n.*ours 500\.00 BDT, theirs 400\.00 BDT/);
  expect(looked.text).toMatch(/Paid twice \(1\)/);

  const repaired = await stage.command("--file", file);
  expect(repaired.exitCode).toBe(2);
  expect(repaired.text).toContain("settled: Posted to suspense with a case for staff: unknown_charge.");
  expect(repaired.text).toContain("settled: Posted to suspense with a case for staff: second_capture.");
  expect(repaired.text).toContain("1 open");
  const { ours, theirs } = await bothBooks();
  expect(ours).toEqual(theirs);

  // The true file settles the rest.
  const { text, exitCode } = await stage.command("--file", await stage.download());
  expect(text).toContain("settled: The books agree now; the ledger was not changed.");
  expect(exitCode).toBe(0);
});

test.each([
  ["of another store", (csv: string) => csv.replaceAll(/,[a-z-]+,500\.00,/g, ",somebody-else,500.00,")],
  ["in another currency", (csv: string) => csv.replaceAll(",BDT,", ",USD,")],
  ["of nothing at all", () => ""],
  ["cut off in a line", (csv: string) => csv.slice(0, -60)],
])("a file %s is refused with its lines, before anything is compared", async (_name, change) => {
  const runs = await stage.ctx.db.prisma.reconciliationRun.count();
  await expect(stage.download(change).then((file) => stage.command("--file", file))).rejects.toThrow(
    /is not read, none of it:\n {2}line \d+: /,
  );
  expect(await stage.ctx.db.prisma.reconciliationRun.count()).toBe(runs);
});

test("a header alone needs a time; with one, the API is believed and not the silence of the file", async () => {
  const file = await stage.download((csv) => csv.split("\r\n", 1)[0] ?? "");
  const { text, exitCode } = await stage.command("--file", file);
  expect(text).toContain("NOT FINISHED: The statement has no lines");
  expect(exitCode).toBe(1);
  const hours = 3_600_000;
  const window = { from: new Date(Date.now() - 2 * hours), to: new Date(Date.now() + hours) };
  const all = await once({ window });
  expect(all).toMatchObject({ found: 0, error: null });
});

test("the command itself: what it prints, and its exit codes", async () => {
  const wrongFile = await run("--dry-run", "--file", "/nowhere/statement.csv");
  expect(wrongFile).toMatchObject({ code: 1, stderr: expect.stringContaining("cannot be read") });
  expect(await run("--frm", "2026-11-20")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("pnpm reconcile"),
  });
  const agreed = await run("--dry-run");
  expect(agreed).toMatchObject({ code: 0, stdout: expect.stringContaining("The books agree") });
});

test("a provider that has lost its books: everything is missing there, and our ledger stays as it is", async () => {
  const before = (await bothBooks()).ours;
  await stage.control("/reset");
  const window = { from: new Date(Date.now() - 7_200_000), to: new Date(Date.now() + 3_600_000) };
  const lost = await once({ window });
  expect(lost).toMatchObject({ found: GIFTS + 2, repaired: 0, error: null });
  expect(new Set(lost.findings.map(({ kind }) => kind))).toEqual(new Set(["missing_there"]));
  expect(await once({ window })).toMatchObject({ found: 0, repaired: 0 });
  expect((await bothBooks()).ours).toEqual(before);
});

/** `pnpm reconcile` as a process, as people start it. */
function run(...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ["scripts/reconcile.ts", ...args], {
    cwd: path.join(import.meta.dirname, "../.."),
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...stage.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...said })));
}
