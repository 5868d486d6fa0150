import { money } from "@careforall/domain/money";
import type { StatementCharge } from "@careforall/domain/payment";
import { referenceOf } from "@careforall/domain/shared";
import { afterAll, beforeEach, expect, test } from "vitest";
import { confirmPayment } from "../payment/index.ts";
import {
  captured,
  createTestContext,
  giveGift,
  openPage,
  payUnheard,
  promiseGift,
  statementOf,
} from "../testing/index.ts";
import { closeFinding, type Reconciled, reconcile, type ReconcileRequest } from "./index.ts";

// The four findings, dry and repaired, each twice. Every test leaves agreeing books behind, or closes what is open.

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(() => bench.drop());

const COMMAND = { trigger: "command", who: "rina", asksPerS: Infinity } as const;
const look = (more: Partial<ReconcileRequest> = {}) =>
  reconcile(ctx, { ...COMMAND, isDryRun: true, ...more });
const repair = (more: Partial<ReconcileRequest> = {}) =>
  reconcile(ctx, { ...COMMAND, isDryRun: false, ...more });

beforeEach(async () => {
  const { findings } = await repair();
  if (findings.length > 0) throw new Error("the test before this one leaves books that differ");
});

const kindsOf = ({ findings }: Reconciled) => findings.map(({ kind }) => kind);
const postingsOf = (paymentId: string) => ctx.db.prisma.ledgerPosting.findMany({ where: { paymentId } });
const caseOf = (paymentId: string) => ctx.db.prisma.moneyException.findFirst({ where: { paymentId } });

const lineOf = (reference: string, more: Partial<StatementCharge> = {}): StatementCharge => ({
  reference,
  providerPaymentId: `charge-${reference}`,
  captured: money(50_000n, "BDT"),
  at: new Date(),
  ...more,
});

/** From before every test to after them. */
const wholeDay = () => ({ from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) });

test("missing here: a dry run shows it and posts nothing; a repair posts it as the gift; then nothing is found", async () => {
  const { paymentId, reference } = await payUnheard(bench);
  for (const run of [await look(), await look()]) {
    expect(run).toMatchObject({ isDry: true, found: 1, repaired: 0, error: null });
    expect(run.findings).toMatchObject([
      { kind: "missing_here", reference, paymentId, theirsMinor: 50_000n, closedAt: null },
    ]);
  }
  expect(await postingsOf(paymentId)).toEqual([]);

  const repaired = await repair();
  expect(repaired).toMatchObject({ found: 1, repaired: 1, error: null });
  expect(repaired.findings).toMatchObject([{ kind: "missing_here", outcome: "Posted as the gift." }]);
  expect(await postingsOf(paymentId)).toHaveLength(1);
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { history: true },
  });
  expect(payment.history.at(-1)).toMatchObject({ toStatus: "captured", cause: "reconciler" });
  expect(payment.history.at(-1)?.evidence).toContain(reference);

  for (const again of [await repair(), await look()]) {
    expect(again).toMatchObject({ found: 0, repaired: 0, findings: [] });
  }
});

test("missing here, under a reference that is none of ours: only what the API confirms goes to suspense, once", async () => {
  const unknown = referenceOf(ctx.newId());
  const statement = statementOf([lineOf(unknown), lineOf("NOBODYS-MONEY")]);
  const before = await ctx.db.prisma.moneyException.count({ where: { kind: "unknown_charge" } });
  provider.knows(unknown, [captured(money(50_000n, "BDT"), `charge-${unknown}`)]);

  expect(kindsOf(await look({ statement }))).toEqual(["missing_here", "missing_here"]);
  expect(await ctx.db.prisma.moneyException.count({ where: { kind: "unknown_charge" } })).toBe(before);

  const repaired = await repair({ statement });
  expect(repaired).toMatchObject({ found: 2, repaired: 1 });
  expect(repaired.findings.find(({ reference }) => reference === unknown)?.outcome).toContain(
    "unknown_charge",
  );
  const unproven = repaired.findings.find(({ reference }) => reference === "NOBODYS-MONEY");
  expect(unproven).toMatchObject({ closedAt: null, paymentId: null });
  expect(unproven?.outcome).toContain("does not confirm");

  // Still open, and not found anew.
  const again = await repair({ statement });
  expect(again).toMatchObject({ found: 0, repaired: 0 });
  expect(again.findings.map(({ id }) => id)).toEqual([unproven?.id]);
  expect(await ctx.db.prisma.moneyException.count({ where: { kind: "unknown_charge" } })).toBe(before + 1);
  await closeFinding(ctx, { id: unproven?.id ?? "", who: "rina", reason: "A typing error in the panel" });
});

test("amount differs: unposted money of another amount goes to suspense with its case, never to the gift", async () => {
  const { paymentId } = await payUnheard(bench, 1n);
  const seen = await look();
  expect(seen.findings).toMatchObject([{ kind: "amount_differs", oursMinor: 50_000n, theirsMinor: 49_999n }]);
  expect(await postingsOf(paymentId)).toEqual([]);

  const repaired = await repair();
  expect(repaired.findings).toMatchObject([
    { kind: "amount_differs", outcome: "Posted to suspense with a case for staff: amount_mismatch." },
  ]);
  expect(await caseOf(paymentId)).toMatchObject({ kind: "amount_mismatch", resolvedAt: null });
  expect((await repair()).findings).toEqual([]);
});

test("amount differs: what is posted is never changed; it stays open until the books agree or a person closes it", async () => {
  const { paymentId, reference } = await giveGift(bench);
  const wrong = statementOf([lineOf(reference, { captured: money(40_000n, "BDT") })]);
  expect(kindsOf(await look({ statement: wrong }))).toEqual(["amount_differs"]);
  const first = await repair({ statement: wrong });
  expect(first).toMatchObject({ found: 1, repaired: 0 });
  expect(first.findings).toMatchObject([
    { kind: "amount_differs", oursMinor: 50_000n, theirsMinor: 40_000n, closedAt: null },
  ]);
  expect(await repair({ statement: wrong })).toMatchObject({
    found: 0,
    findings: [{ id: first.findings[0]?.id }],
  });
  expect(await postingsOf(paymentId)).toHaveLength(1);

  const corrected = await repair({ statement: statementOf([lineOf(reference)]) });
  expect(corrected.findings).toMatchObject([{ repairedAt: null, outcome: expect.stringContaining("agree") }]);
  expect(corrected.findings[0]?.closedAt).not.toBeNull();
});

test("amount differs: a statement's finding is not closed by the API in the same run", async () => {
  const { reference } = await giveGift(bench);
  const wrong = statementOf([lineOf(reference, { captured: money(40_000n, "BDT") })]);
  const run = await repair({ statement: wrong, window: wholeDay() });
  expect(run.findings).toMatchObject([{ kind: "amount_differs", theirsMinor: 40_000n, closedAt: null }]);
  await closeFinding(ctx, { id: run.findings[0]?.id ?? "", who: "rina", reason: "The panel was wrong" });
});

test("amount differs: who said it takes it back in a later run, a statement for a statement, the API for the API", async () => {
  const { reference, paymentId } = await giveGift(bench);
  const [charge] = (await provider.askPayment({ reference })).signals;
  const other = statementOf([lineOf(reference, { captured: money(40_000n, "BDT") })]);
  const saidBy = async (source: string) => {
    const { findings } = await repair({ window: wholeDay() });
    const where = { paymentId, source };
    const found = await ctx.db.prisma.reconciliationFinding.findFirstOrThrow({ where });
    return { isOpen: found.closedAt === null, isShown: findings.some(({ id }) => id === found.id) };
  };
  await repair({ statement: other });
  // A run of a time asks the API about every attempt, and the API agrees with our books.
  expect(await saidBy("statement")).toEqual({ isOpen: true, isShown: true });
  const { findings } = await repair({ statement: statementOf([lineOf(reference)]) });
  expect(findings).toMatchObject([{ closedAt: expect.any(Date) }]);

  if (charge?.kind !== "captured") throw new Error("the gift was captured");
  provider.knows(reference, [{ ...charge, captured: money(30_000n, "BDT") }]);
  expect(await saidBy("api")).toEqual({ isOpen: true, isShown: true });
  await repair({ statement: statementOf([lineOf(reference)]) });
  provider.knows(reference, [charge]);
  expect(await saidBy("api")).toEqual({ isOpen: false, isShown: true });
});

test("a statement that disagrees with the API is shown against what was posted", async () => {
  const { reference, paymentId } = await payUnheard(bench, 5_000n);
  const run = await repair({ statement: statementOf([lineOf(reference)]) });
  expect(await caseOf(paymentId)).toMatchObject({ kind: "amount_mismatch" });
  expect(
    run.findings.map(({ kind, closedAt, oursMinor }) => ({ kind, isOpen: closedAt === null, oursMinor })),
  ).toEqual([
    { kind: "amount_differs", isOpen: true, oursMinor: 45_000n },
    { kind: "missing_here", isOpen: false, oursMinor: null },
  ]);
  const open = run.findings.find(({ closedAt }) => closedAt === null);
  await closeFinding(ctx, {
    id: open?.id ?? "",
    who: "rina",
    reason: "The panel shows it before the discount",
  });
});

test("duplicate: a second success of a gift goes to suspense, of the same attempt or of another one", async () => {
  const gift = await giveGift(bench);
  const again = captured(money(gift.totalMinor, "BDT"), `again-${gift.reference}`);
  provider.knows(gift.reference, [
    captured(money(gift.totalMinor, "BDT"), `charge-${gift.reference}`),
    again,
  ]);

  const first = await openPage(bench, await promiseGift(bench));
  const second = await openPage(bench, first, "card");
  for (const { reference } of [first, second]) {
    provider.knows(reference, [captured(money(50_000n, "BDT"), `charge-${reference}`)]);
  }
  const window = wholeDay();
  expect(kindsOf(await look({ window }))).toEqual(["duplicate", "duplicate", "missing_here"]);
  expect(kindsOf(await look({ window }))).toEqual(["duplicate", "duplicate", "missing_here"]);

  expect(await repair({ window })).toMatchObject({ found: 3, repaired: 3, error: null });
  expect(await caseOf(gift.paymentId)).toMatchObject({ kind: "second_capture" });
  const { pledgeId } = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: first.paymentId } });
  const cases = await ctx.db.prisma.moneyException.findMany({ where: { payment: { pledgeId } } });
  expect(cases.map(({ kind }) => kind)).toEqual(["second_capture"]);
  expect(await repair({ window })).toMatchObject({ found: 0, findings: [] });
});

test("missing there: only when the API was asked and does not list it; no machine repairs it, and it is open once", async () => {
  const kept = await giveGift(bench);
  const gone = await giveGift(bench);
  provider.knows(gone.reference, []);
  // Neither is in the statement; the API vouches for one of them.
  const others = await ctx.db.prisma.payment.findMany({ where: { rank: 40 } });
  const lines = others
    .filter(({ id }) => ![kept.paymentId, gone.paymentId].includes(id))
    .map(({ id, providerPaymentId, capturedMinor }) =>
      lineOf(referenceOf(id), {
        providerPaymentId: providerPaymentId ?? "",
        captured: money(capturedMinor ?? 0n, "BDT"),
      }),
    );
  const request = { statement: statementOf(lines), window: wholeDay() };
  const seen = await look(request);
  expect(seen.findings).toMatchObject([
    { kind: "missing_there", reference: gone.reference, oursMinor: 50_000n, theirsMinor: null },
  ]);
  const first = await repair(request);
  expect(first).toMatchObject({ found: 1, repaired: 0 });
  expect(await repair(request)).toMatchObject({
    found: 0,
    repaired: 0,
    findings: [{ id: first.findings[0]?.id }],
  });
  expect(await postingsOf(gone.paymentId)).toHaveLength(1);

  // The provider lists it again: a later run closes it and leaves the ledger alone.
  provider.knows(gone.reference, [captured(money(50_000n, "BDT"), `charge-${gone.reference}`)]);
  const later = await repair(request);
  expect(later.findings).toMatchObject([{ kind: "missing_there", repairedAt: null }]);
  expect(later.findings[0]?.closedAt).not.toBeNull();
});

test("shuffled lines and the same file twice find and post the same, once", async () => {
  const gifts = [await payUnheard(bench), await payUnheard(bench), await payUnheard(bench)];
  const lines = gifts.map(({ reference }) => lineOf(reference));
  const shuffled = statementOf(lines.toReversed());
  expect(kindsOf(await look({ statement: statementOf(lines) }))).toEqual(Array(3).fill("missing_here"));
  expect(await repair({ statement: shuffled })).toMatchObject({ found: 3, repaired: 3 });
  for (const statement of [shuffled, statementOf(lines)]) {
    expect(await repair({ statement })).toMatchObject({ found: 0, repaired: 0, findings: [] });
  }
});

test("a statement of nothing must say which time it covers", async () => {
  const empty = statementOf([]);
  expect(await repair({ statement: empty })).toMatchObject({
    asked: 0,
    error: expect.stringContaining("--from"),
  });
  const hourAgo = new Date(Date.now() - 7_200_000);
  expect(await repair({ statement: empty, window: { from: hourAgo, to: hourAgo } })).toMatchObject({
    error: null,
  });
});

test("a finding that a notification settles first is closed, and posted once", async () => {
  const { paymentId } = await payUnheard(bench);
  const ask = provider.askPayment.bind(provider);
  let asks = 0;
  provider.askPayment = async (question) => {
    asks += 1;
    // The second question is the repair's; the third is the one that this notification asks.
    if (asks === 2) await confirmPayment(ctx, { paymentId, cause: "webhook" });
    return ask(question);
  };
  try {
    const run = await repair({ graceMs: 20 });
    expect(run.findings).toMatchObject([{ kind: "missing_here", outcome: "Posted as the gift." }]);
    expect(asks).toBe(3);
  } finally {
    provider.askPayment = ask;
  }
  expect(await postingsOf(paymentId)).toHaveLength(1);
  const history = await ctx.db.prisma.paymentHistory.findMany({ where: { paymentId, toStatus: "captured" } });
  expect(history.map(({ cause }) => cause)).toEqual(["webhook"]);
});
