import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../money/index.ts";
import { applySignal } from "./apply-signal.ts";
import { type Payment, rankOf } from "./payment.ts";
import { paymentStatus } from "./payment-status.ts";
import { actOn, type ProviderSignal } from "./signal.ts";
import { openAttempt, success, taka } from "../testing/attempts.ts";
import { readTable } from "../testing/read-table.ts";

const MONEY_PAGE = readFileSync(path.join(import.meta.dirname, "../../../../docs/money.md"), "utf8");

const AT = new Date("2026-11-20T10:00:00Z");
const LATER = new Date("2026-11-20T11:00:00Z");

const pending = openAttempt(AT);
const created: Payment = { ...pending, openedAt: null };

const end = (reason: "expired" | "cancelled" | "failed") =>
  ({ kind: "ended", reason, detail: null }) as const satisfies ProviderSignal;

const odd = { kind: "needs_review", word: "REVERSED_BY_MOON" } as const;

function after(payment: Payment, ...signals: readonly ProviderSignal[]): Payment {
  return signals.reduce((before, signal) => {
    const decision = applySignal(before, before.capture?.heldAs === null ? before.id : null, signal, AT);
    return decision.outcome === "moved" ? decision.payment : before;
  }, payment);
}

const STATES: Record<string, Payment> = {
  created,
  pending,
  authorized: after(pending, { kind: "authorized" }),
  expired: after(pending, end("expired")),
  cancelled: after(pending, end("cancelled")),
  failed: after(pending, end("failed")),
  needs_review: after(pending, odd),
  captured: after(pending, success()),
};
const SIGNALS: Record<string, ProviderSignal> = {
  pending: { kind: "pending" },
  authorized: { kind: "authorized" },
  "odd word": odd,
  expired: end("expired"),
  cancelled: end("cancelled"),
  failed: end("failed"),
  captured: success(),
  "captured again": success({ providerPaymentId: "val-2" }),
};

describe("docs/money.md: where an attempt is (rows) and what the provider says (columns)", () => {
  const { columns, rows } = readTable(MONEY_PAGE, "the attempt is ↓");

  test("the table has every state and every signal", () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(STATES));
    expect(columns).toEqual(Object.keys(SIGNALS));
  });

  for (const { name, cells } of rows) {
    for (const [column, expected] of cells) {
      test(`${name} + ${column} → ${expected}`, () => {
        const payment = STATES[name];
        const signal = SIGNALS[column];
        if (payment === undefined || signal === undefined) throw new Error("unknown row or column");
        const fulfilledBy = payment.capture === null ? null : payment.id;
        const decision = applySignal(payment, fulfilledBy, signal, LATER);
        const isHeld = decision.outcome === "moved" && decision.exception !== null;
        const answer = decision.outcome === "ignored" ? decision.why : paymentStatus(decision.payment);
        expect(isHeld ? `${answer} (to suspense)` : answer).toBe(expected);
      });
    }
  }
});

describe("a word that nobody expected", () => {
  const raised = applySignal(pending, null, odd, AT);

  test("is told once with the word, moves no money and takes no step", () => {
    expect(raised).toMatchObject({ outcome: "moved", steps: [], postings: [], review: "raised" });
    expect(raised.outcome === "moved" && raised.events).toMatchObject([
      { type: "payment.needs_review", data: { word: "REVERSED_BY_MOON", amountMinor: "52500" } },
    ]);
    expect(applySignal(after(pending, odd), null, { ...odd, word: "ANOTHER" }, AT)).toMatchObject({
      why: "duplicate",
    });
  });

  test("is explained by money and by an end of the provider's; we give up nothing that is unclear", () => {
    const review = after(pending, odd);
    expect(after(review, success()).review).toBeNull();
    expect(after(review, end("failed")).review).toBeNull();
    const ours = { ...end("expired"), isOurs: true } as const;
    expect(applySignal(review, null, ours, AT)).toEqual({ outcome: "ignored", why: "stale" });
    expect(after(pending, odd, ours)).toMatchObject({ end: null, review: { word: odd.word } });
    // The end was known before the word came up: the same end again explains it without a step.
    const late = after(pending, end("failed"), odd);
    expect(paymentStatus(late)).toBe("needs_review");
    expect(applySignal(late, null, end("failed"), AT)).toMatchObject({
      steps: [],
      events: [],
      review: "explained",
    });
  });

  test("holds back the ends beside it, never the money", () => {
    expect(actOn([odd, end("failed"), success(), { kind: "pending" }]).map(({ kind }) => kind)).toEqual([
      "captured",
      "pending",
      "needs_review",
    ]);
    expect(actOn([end("failed"), success()])).toEqual([end("failed"), success()]);
    const ours = { ...end("expired"), isOurs: true } as const;
    expect(actOn([ours, odd])).toEqual([odd]);
  });
});

test("an authorisation is told with its amounts; the capture after it is one step", () => {
  const decision = applySignal(pending, null, { kind: "authorized" }, AT);
  expect(decision).toMatchObject({
    steps: ["authorized"],
    postings: [],
    events: [{ type: "payment.authorized", data: { amountMinor: "52500", giftMinor: "50000" } }],
  });
  expect(applySignal(after(pending, { kind: "authorized" }), null, success(), AT)).toMatchObject({
    steps: ["captured"],
  });
});

describe("what a capture posts", () => {
  const decide = (signal: ProviderSignal, fulfilledBy: string | null = null, payment = pending) => {
    const decision = applySignal(payment, fulfilledBy, signal, AT);
    if (decision.outcome !== "moved") throw new Error(`ignored: ${decision.why}`);
    return decision;
  };
  const credits = (decision: ReturnType<typeof decide>) =>
    decision.postings.flatMap(({ entries }) =>
      entries
        .filter((entry) => entry.amountMinor < 0n)
        .map(({ account, amountMinor }) => `${account.kind} ${-amountMinor}`),
    );

  test("the gift goes to the campaign, the tip to us, the fee cover against the provider's fee", () => {
    const decision = decide(success());
    expect(credits(decision)).toEqual(["campaign_payable 50000", "tip 1500", "provider_fee 1000"]);
    expect(decision.events.map(({ type }) => type)).toEqual(["payment.captured"]);
    expect(decision.fulfils).toBe(true);
    expect(decision.steps).toEqual(["authorized", "captured"]);
  });

  test.each([
    ["another amount", success({ captured: taka(52_499n) }), null, "amount_mismatch"],
    ["another request", success({ asked: taka(50_000n) }), null, "amount_mismatch"],
    ["another currency", success({ captured: money(52_500n, "USD") }), null, "currency_mismatch"],
    ["a converted currency", success({ asked: money(52_500n, "USD") }), null, "currency_mismatch"],
    ["a pledge that is paid", success(), "another-attempt", "second_capture"],
    ["a risk flag", success({ isRisky: true }), null, "risk_hold"],
  ])("%s goes to suspense with a case for staff", (_name, signal, fulfilledBy, kind) => {
    const decision = decide(signal, fulfilledBy);
    expect(credits(decision)).toHaveLength(1);
    expect(credits(decision)[0]).toMatch(/^suspense /);
    expect(decision.exception?.kind).toBe(kind);
    expect(decision.events.map(({ type }) => type)).toEqual(["payment.held"]);
    expect(decision.fulfils).toBe(false);
  });

  test("a second success of one attempt is posted too, and the first stays the attempt's capture", () => {
    const captured = after(pending, success());
    const decision = decide(success({ providerPaymentId: "val-2" }), captured.id, captured);
    expect(credits(decision)).toEqual(["suspense 52500"]);
    expect(decision.payment.capture?.providerPaymentId).toBe("val-1");
    expect(decision.steps).toEqual([]);
  });
});

const arbitrarySignal: fc.Arbitrary<ProviderSignal> = fc.oneof(
  fc.constantFrom<ProviderSignal>({ kind: "pending" }, { kind: "authorized" }, odd),
  fc.constantFrom("expired" as const, "cancelled" as const, "failed" as const).map(end),
  fc.constantFrom("val-1", "val-2").map((providerPaymentId) => success({ providerPaymentId })),
);

test("any order and repetition of the same news ends with the same end, the same money and the same rank", () => {
  fc.assert(
    fc.property(fc.array(arbitrarySignal, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (signals, dice) => {
      const repeated = [...signals, ...signals];
      const shuffled = repeated
        .map((signal) => ({ signal, at: dice.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ signal }) => signal);
      const [once, again] = [after(pending, ...signals), after(pending, ...shuffled)];
      expect(again.postedCaptures.toSorted()).toEqual(once.postedCaptures.toSorted());
      expect(rankOf(again)).toBe(rankOf(once));
      expect(again.capture === null && again.end?.reason).toBe(once.capture === null && once.end?.reason);
    }),
    { numRuns: 2_000 },
  );
});

test("a rank never falls, whatever comes", () => {
  fc.assert(
    fc.property(fc.array(arbitrarySignal, { maxLength: 12 }), (signals) => {
      let payment = pending;
      for (const signal of signals) {
        const next = after(payment, signal);
        expect(rankOf(next)).toBeGreaterThanOrEqual(rankOf(payment));
        payment = next;
      }
    }),
    { numRuns: 2_000 },
  );
});
