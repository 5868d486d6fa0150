import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, inject, test } from "vitest";
import { pauseConsumer, resumeConsumer, settleConsumers } from "../../packages/api/src/outbox/index.ts";
import { claimGifts } from "../../packages/api/src/guest/index.ts";
import { eraseAccount, eraseGuest } from "../../packages/api/src/privacy/index.ts";
import {
  createPerson,
  createTestCampaign,
  createTestContext,
  eraseLinkFor,
  expectInvariants,
  giveGift,
  PASSWORD,
  signInAs,
} from "../../packages/api/src/testing/index.ts";
import { createDb, type Db } from "../../packages/db/src/client/index.ts";
import { createTestDatabase, searchBooks } from "../../packages/db/src/testing/index.ts";
import { auditLogCommandOf } from "../audit-log/options.ts";
import { runAuditLogCommand } from "../audit-log/run-command.ts";
import { ROOT } from "../platform/paths.ts";

// Issue "shown 4": a backup, an erasure, the loss of the database, the backup again, `pnpm privacy erase-again`.

const COMMAND_TIMEOUT_MS = 60_000;
/** Two commands, each a process that makes sure of the database client first. */
const TEST_TIMEOUT_MS = 3 * COMMAND_TIMEOUT_MS;
const run = promisify(execFile);
const bench = await createTestContext();
const folder = await mkdtemp(path.join(tmpdir(), "careforall-privacy-"));
const live = await createTestDatabase();
const drops = [live.drop, bench.drop, () => rm(folder, { recursive: true })];
afterAll(async () => {
  for (const drop of drops) await drop();
});

const SECRETS = { formSecret: "x1y2".repeat(8), factorSecret: "y2x1".repeat(8) };
const NAME = "Zubaida Quayyum";
const WORDS = "For our neighbour Zoleikha";
const ACCOUNT = "zubaida@example.org";
const GUEST = "zubaida.at.work@example.org";
const ALL_WORDS = [NAME, WORDS, ACCOUNT, GUEST, "a rare browser 7.3"];

const open = (url: string): Db => createDb(url, { poolMax: 5, applicationName: "careforall test" });
const onDatabase = (db: Db) => ({
  ...bench.ctx,
  db,
  config: { ...bench.ctx.config, ...SECRETS },
});

/** `pnpm privacy` on this database; what it printed. Throws when it fails. */
async function typed(url: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["scripts/run.mjs", "scripts/privacy.ts", ...args], {
    cwd: ROOT,
    timeout: COMMAND_TIMEOUT_MS,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      DATABASE_URL: url,
      CAREFORALL_DATA_DIR: folder,
      FORM_SECRET: SECRETS.formSecret,
      FACTOR_SECRET: SECRETS.factorSecret,
    },
  });
  return stdout.trim();
}

/** Money, counts and the head of what staff have done. */
async function figures({ prisma }: Db) {
  return {
    entries: await prisma.ledgerEntry.findMany({ orderBy: { id: "asc" } }),
    totals: await prisma.campaignTotal.findMany({ omit: { updatedAt: true, version: true } }),
    donors: await prisma.platformDonors.findMany(),
    receipts: await prisma.receipt.count(),
    audit: await prisma.auditEntry.findMany({ orderBy: { seq: "asc" } }),
  };
}

/** An account with two gifts, one of them from before it was opened, and a guest with one; staff at work between them. */
async function liveThrough(db: Db): Promise<void> {
  const ctx = onDatabase(db);
  const here = { ...bench, ctx, campaign: await createTestCampaign(db) };
  const person = await createPerson(ctx, { email: ACCOUNT });
  const caller = await signInAs(ctx, person, "a rare browser 7.3");
  for (const donorEmail of [ACCOUNT, ACCOUNT, GUEST])
    await giveGift(here, { donorEmail, donorName: NAME, message: WORDS });
  await giveGift(here, { donorEmail: "somebody.else@example.org", donorName: "Somebody Else" });
  await claimGifts(ctx, caller);
  await pauseConsumer(ctx, { consumer: "totals", who: "Farida", reason: "a wrong figure" });
  await resumeConsumer(ctx, { consumer: "totals", who: "Farida" });
  await settleConsumers(ctx);
}

test(
  "S-110 after the restore of a backup the command erases again: no column holds a word of the person but the receipts, and books and audit log verify",
  async () => {
    const before = open(live.url);
    await liveThrough(before);
    const whole = await figures(before);
    expect((await searchBooks(before, ALL_WORDS)).length).toBeGreaterThan(10);
    await before.close();
    const backup = await createTestDatabase({
      ...inject("testCluster"),
      template: new URL(live.url).pathname.slice(1),
    });
    drops.unshift(backup.drop);

    const db = open(live.url);
    const ctx = onDatabase(db);
    const session = await signInAs(ctx, { userId: "", email: ACCOUNT, password: PASSWORD }, "the last time");
    expect(await eraseAccount(ctx, session)).toBe(2);
    await eraseGuest(ctx, { secret: await eraseLinkFor({ ...bench, ctx }, GUEST) });
    await db.close();
    const tombstones = await typed(live.url, "tombstones");
    expect(tombstones.split("\n")).toHaveLength(2);
    for (const word of ALL_WORDS) expect(tombstones).not.toContain(word);
    const file = path.join(folder, "tombstones.jsonl");
    await writeFile(file, tombstones);

    const restored = open(backup.url);
    expect(await figures(restored)).toEqual(whole);
    expect((await searchBooks(restored, ALL_WORDS)).length).toBeGreaterThan(10);
    expect(await typed(backup.url, "erase-again", "--file", file)).toBe(
      "2 on the list; 2 were there again and are erased.",
    );
    expect(await searchBooks(restored, ALL_WORDS)).toEqual([`receipt.donor_name: ${NAME}`]);
    const after = await figures(restored);
    // Each erasure is entered behind what was there.
    expect({ ...after, audit: after.audit.slice(0, whole.audit.length) }).toEqual(whole);
    expect(after.audit.slice(whole.audit.length).map(({ action }) => action)).toEqual([
      "account.erase",
      "guest.erase",
    ]);
    const verified = await runAuditLogCommand(restored, auditLogCommandOf(["verify"]));
    expect(verified).toMatchObject({ exitCode: 0, text: expect.stringMatching(/^4 entries, one chain\./) });
    expect(await searchBooks(restored, ["Somebody Else"])).not.toEqual([]);
    await expectInvariants(restored);
    await restored.close();
  },
  TEST_TIMEOUT_MS,
);
