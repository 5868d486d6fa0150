import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseSettings } from "../../packages/api/src/settings/index.ts";
import { refundCase } from "../../packages/api/src/held/index.ts";
import { settleConsumers } from "../../packages/api/src/outbox/index.ts";
import { confirmPayment } from "../../packages/api/src/payment/index.ts";
import {
  captured,
  caseOf,
  createTestContext,
  giveGift,
  giveWithFee,
  settleCaseRefund,
} from "../../packages/api/src/testing/index.ts";
import { money } from "../../packages/domain/src/money/index.ts";
import { referenceOf } from "../../packages/domain/src/shared/index.ts";
import { commandOf } from "./options.ts";
import { runCommand } from "./run-command.ts";

const bench = await createTestContext();
const folder = await mkdtemp(path.join(tmpdir(), "careforall-money-"));
afterAll(async () => {
  await rm(folder, { recursive: true });
  await bench.drop();
});

const SETTINGS = parseSettings({
  CAREFORALL_MODE: "embedded",
  DATABASE_URL: "postgresql://localhost/unused",
  FORM_SECRET: "x1y2".repeat(8),
  FACTOR_SECRET: "y2x1".repeat(8),
  HEALTH_TOKEN: "a-token-of-the-test",
  REFUND_FEE_BEARER: "campaign",
});

/** What a person sees who types this after `pnpm money`. */
async function typed(...args: readonly string[]): Promise<string> {
  const told: string[] = [];
  const answer = await runCommand(bench.ctx.db, SETTINGS, commandOf(args), (text) => told.push(text));
  return [...told, answer].join("\n");
}

async function statement(...lines: readonly string[]): Promise<string> {
  const file = path.join(folder, "statement.csv");
  await writeFile(file, ["tran_id,gross,fee,net,currency,settled_date", ...lines].join("\n"));
  return file;
}

test("a refund says who bears what before it is ordered; a preview orders nothing", async () => {
  const { reference, paymentId } = await giveWithFee(bench, { tipMinor: "1500" }, 1_030n);
  const words = ["--payment", reference, "--amount", "25.75", "--kind", "mistake", "--reason", "x"];
  const seen = await typed("refund", ...words, "--preview");
  expect(seen).toContain("takes 10.75 BDT from the campaign, 15.00 BDT from the tip.");
  expect(seen).toContain("0.52 BDT of it go with this money, and the campaign bears them.");
  expect(await bench.ctx.db.prisma.refund.count({ where: { paymentId } })).toBe(0);
});

test("one settlement is entered by hand, in the currency of its capture, and shown with its ledger", async () => {
  const { reference } = await giveWithFee(bench, {}, 1_000n);
  expect(await typed("show", reference)).toContain("the provider's fee: 10.00 BDT");
  const shown = await typed("settle", "--payment", reference, "--net", "487.50", "--date", "2026-11-20");
  expect(shown).toContain("the provider's fee: 12.50 BDT\nsettled on 2026-11-20\n");
  expect(shown).toMatch(/^settlement\n {2}bank +487\.50 BDT$/m);
  await expect(typed("settle", "--payment", reference, "--net", "480.00")).rejects.toMatchObject({
    code: "settlement.contradicts",
  });
  await expect(typed("settle", "--charge", "nobody", "--net", "1.00")).rejects.toThrow("no such charge");
  await expect(typed("settle", "--payment", reference, "--net", "1,000")).rejects.toThrow("no amount of BDT");
});

test("S-112: what a rule refuses at the command line is in the audit log; what is only shown or mistyped is not", async () => {
  const { reference } = await giveGift(bench);
  const refund = ["--payment", reference, "--amount", "501.00", "--kind", "mistake", "--reason", "x"];
  const refused = { code: "refund.exceeds" };
  await expect(typed("refund", ...refund, "--preview")).rejects.toMatchObject(refused);
  await expect(typed("refund", ...refund.with(3, "1,000"))).rejects.toThrow("no amount of BDT");
  const where = { action: "change.refuse", subjectId: reference };
  expect(await bench.ctx.db.prisma.auditEntry.count({ where })).toBe(0);
  await expect(typed("refund", ...refund, "--by", "Farida")).rejects.toMatchObject(refused);
  expect(await bench.ctx.db.prisma.auditEntry.findMany({ where })).toMatchObject([
    {
      actorName: "Farida",
      role: "COMMAND",
      subjectType: "payment",
      subjectId: reference,
      after: { tried: "refund.order", refusal: refused.code },
    },
  ]);
});

test("a refund of a second success is shown with its payment and with its case, and is no refund of the gift", async () => {
  const gift = await giveGift(bench);
  const first = captured(money(50_000n, "BDT"), `charge-${gift.reference}`);
  bench.provider.knows(gift.reference, [first, captured(money(50_000n, "BDT"), "charge-twice")]);
  await confirmPayment(bench.ctx, { paymentId: gift.paymentId, cause: "test" });
  const caseId = await caseOf(bench, gift);
  const order = { caseId, kind: "duplicate", reason: "paid twice", by: "Farida", key: "once" } as const;
  const { id } = await refundCase(bench.ctx, { ...order, money: money(50_000n, "BDT") });
  expect(await typed("show", "--case", caseId)).toContain(
    `refund ${referenceOf(id)} accepted 500.00 BDT by Farida (duplicate: paid twice)`,
  );
  await settleCaseRefund(bench, id);
  for (const shown of [await typed("show", gift.reference), await typed("show", "--case", caseId)]) {
    expect(shown).toContain(`case ${caseId} second_capture 500.00 BDT: refunded`);
    expect(shown).toContain(`refund ${referenceOf(id)} confirmed 500.00 BDT by Farida`);
    expect(shown).toMatch(/^refund_confirmed\n {2}refund_clearing:sslcommerz +500\.00 BDT$/m);
  }
  expect(await bench.ctx.db.prisma.outbox.findMany({ where: { subjectId: caseId } })).toMatchObject([
    { type: "case.refunded", data: { refundId: id, amountMinor: "50000", closesCase: true } },
  ]);
  await settleConsumers(bench.ctx);
  const where = { campaignId: bench.campaign.id };
  expect(await bench.ctx.db.prisma.campaignTotal.findUnique({ where })).toMatchObject({ refundedMinor: 0n });
  await expect(typed("show", "--case", bench.ctx.newId())).rejects.toThrow("There is no case");
});

test("a statement is looked at first, and posted when told; what is wrong is said by line", async () => {
  const { reference } = await giveWithFee(bench, {}, 1_000n);
  const file = await statement(
    `${reference},500.00,12.50,487.50,BDT,2026-11-21`,
    "x,1.00,0.00,1.00,BDT,2026-11-21",
  );
  const seen = await typed("settle", "--file", file);
  expect(seen).toMatch(/^1 to settle, 0 settled before, 1 not understood or refused$/m);
  expect(seen).toContain("500.00 BDT less a fee of 12.50 BDT is 487.50 BDT in the bank");
  expect(seen).toContain('line 3: tran_id "x" is no reference of ours');
  expect(seen).toContain("Nothing was posted");
  expect(await typed("settle", "--file", file, "--apply")).toMatch(/^1 settled, 0 settled before/m);
  expect(await typed("settle", "--file", file, "--apply")).toMatch(/^0 settled, 1 settled before/m);
  await expect(typed("settle", "--file", path.join(folder, "none.csv"))).rejects.toThrow("There is no file");
});
