import { describe, expect, test } from "vitest";
import { money } from "../money/index.ts";
import { openAttempt, success, taka } from "../testing/attempts.ts";
import { applySignal } from "./apply-signal.ts";
import { attemptFacts } from "./attempt-facts.ts";
import { expireUnpaid, UNPAID_MAX_MS } from "./expire-unpaid.ts";
import { type Payment, paymentStep, RANK, rankOf } from "./payment.ts";
import type { EndReason, ProviderSignal } from "./signal.ts";

const AT = new Date("2026-11-20T10:00:00Z");
const LATER = new Date("2026-11-20T11:00:00Z");

const pending = openAttempt(AT);
const attempt = {
  pledgeId: pending.pledgeId,
  campaignId: pending.campaignId,
  provider: "sslcommerz",
  currency: "BDT",
};

const end = (reason: EndReason): ProviderSignal => ({ kind: "ended", reason, detail: null });

function decide(payment: Payment, signal: ProviderSignal, at = LATER, fulfilledBy: string | null = null) {
  const decision = applySignal(payment, fulfilledBy, signal, at);
  if (decision.outcome !== "moved") throw new Error(`ignored: ${decision.why}`);
  return decision;
}

describe("an end without money", () => {
  test("is told once with what was asked for, posts nothing and is no gift", () => {
    const decision = decide(pending, end("cancelled"));
    expect(decision).toMatchObject({
      steps: ["cancelled"],
      postings: [],
      exception: null,
      fulfils: false,
      payment: { end: { at: LATER, reason: "cancelled" }, capture: null },
    });
    expect(decision.events).toEqual([
      {
        type: "payment.failed",
        version: 1,
        subjectId: pending.id,
        data: { ...attempt, amountMinor: "52500", reason: "cancelled" },
      },
    ]);
  });

  test("gets a stronger reason later without being told again, and keeps its time", () => {
    const { payment } = decide(pending, end("expired"), AT);
    const decision = decide(payment, end("failed"), LATER);
    expect(decision).toMatchObject({ steps: ["failed"], events: [], postings: [], fulfils: false });
    expect(decision.payment.end).toEqual({ at: AT, reason: "failed" });
  });

  test("comes of our own patience after exactly a day, and staff can read so", () => {
    expect(UNPAID_MAX_MS).toBe(86_400_000);
    const detail: unknown = expect.stringContaining("24 hours");
    expect(expireUnpaid(86_400_000, [])).toMatchObject({ detail });
  });
});

describe("a word that nobody understood", () => {
  const { payment: odd } = decide(pending, { kind: "needs_review", word: "ON_THE_MOON" }, AT);

  test("is explained by money, and money without one explains nothing", () => {
    expect(decide(odd, success())).toMatchObject({ review: "explained", payment: { review: null } });
    expect(decide(pending, success()).review).toBeNull();
  });

  test("is explained by an end that the provider tells, and not by our own patience", () => {
    expect(decide(odd, end("failed"))).toMatchObject({ review: "explained", steps: ["failed"] });
    const ours = { ...end("expired"), isOurs: true } as const;
    expect(applySignal(odd, null, ours, LATER)).toEqual({ outcome: "ignored", why: "stale" });
    expect(decide(pending, ours)).toMatchObject({ review: null, steps: ["expired"] });
    expect(expireUnpaid(UNPAID_MAX_MS, [])).toMatchObject({ isOurs: true });
  });

  test("is explained by a stronger end of an attempt that had ended", () => {
    const { payment } = decide(
      decide(pending, end("expired"), AT).payment,
      { kind: "needs_review", word: "?" },
      AT,
    );
    expect(decide(payment, end("failed"))).toMatchObject({ review: "explained", payment: { review: null } });
  });
});

describe("money", () => {
  test("as promised is the gift: posted under the provider's id of it and told part by part, with no case", () => {
    const decision = decide(pending, success());
    expect(decision.postings).toEqual([
      {
        kind: "capture",
        reference: "sslcommerz:val-1",
        entries: [
          {
            account: { kind: "provider_clearing", provider: "sslcommerz" },
            amountMinor: 52_500n,
            currency: "BDT",
          },
          {
            account: { kind: "campaign_payable", campaignId: pending.campaignId },
            amountMinor: -50_000n,
            currency: "BDT",
          },
          { account: { kind: "tip" }, amountMinor: -1_500n, currency: "BDT" },
          {
            account: { kind: "provider_fee", provider: "sslcommerz" },
            amountMinor: -1_000n,
            currency: "BDT",
          },
        ],
      },
    ]);
    expect(decision.events).toEqual([
      {
        type: "payment.captured",
        version: 1,
        subjectId: pending.id,
        data: {
          ...attempt,
          giftMinor: "50000",
          tipMinor: "1500",
          feeCoverMinor: "1000",
          totalMinor: "52500",
        },
      },
    ]);
    expect(decision.exception).toBeNull();
    expect(decision.payment).toMatchObject({
      capture: { at: LATER, providerPaymentId: "val-1", bankReference: "bank-1", heldAs: null },
      postedCaptures: ["val-1"],
    });
  });

  test("of a gift of which the platform keeps a part: the campaign is owed the rest", () => {
    const terms = { ...pending.terms, platformFeeMinor: 2_000n };
    const [posted] = decide({ ...pending, terms }, success()).postings;
    expect(posted?.entries.map(({ account, amountMinor }) => [account.kind, amountMinor])).toEqual([
      ["provider_clearing", 52_500n],
      ["campaign_payable", -48_000n],
      ["platform_fee", -2_000n],
      ["tip", -1_500n],
      ["provider_fee", -1_000n],
    ]);
  });

  test.each([
    ["nothing", taka(0n), true],
    ["all of it", taka(52_500n), true],
    ["more than all of it", taka(52_501n), false],
    ["less than nothing", taka(-1n), false],
    ["another currency", money(1n, "USD"), false],
  ])("a told fee of %s is believed only as a part of what was captured", (_what, fee, isBelieved) => {
    const { capture } = decide(pending, success({ fee })).payment;
    expect(capture?.fee).toEqual(isBelieved ? fee : null);
  });

  test("after an end was never merely authorized meanwhile: the one step is the capture", () => {
    const { payment } = decide(pending, end("expired"), AT);
    expect(decide(payment, success()).steps).toEqual(["captured"]);
  });

  test("that is held is told with all that came and why", () => {
    expect(decide(pending, success({ captured: taka(52_499n) })).events).toEqual([
      {
        type: "payment.held",
        version: 1,
        subjectId: pending.id,
        data: { ...attempt, amountMinor: "52499", heldAs: "amount_mismatch" },
      },
    ]);
  });

  test("as promised is the gift also while other money of the attempt is held: that gives way to it", () => {
    const { payment } = decide(pending, success({ captured: taka(52_499n), fee: taka(7n) }), AT);
    const before = { ...payment, capture: payment.capture && { ...payment.capture, settledAt: AT } };
    const decision = decide(before, success({ providerPaymentId: "val-2", bankReference: "bank-2" }), LATER);
    expect(decision).toMatchObject({
      steps: ["captured"],
      exception: null,
      fulfils: true,
      gaveWay: { providerPaymentId: "val-1", money: taka(52_499n), heldAs: "amount_mismatch" },
    });
    expect(decision.events.map(({ type }) => type)).toEqual(["payment.captured"]);
    expect(decision.postings.map(({ reference }) => reference)).toEqual(["sslcommerz:val-2"]);
    expect(decision.payment.postedCaptures).toEqual(["val-1", "val-2"]);
    expect(decision.payment.capture).toEqual({
      at: LATER,
      providerPaymentId: "val-2",
      bankReference: "bank-2",
      money: taka(52_500n),
      heldAs: null,
      fee: null,
      settledAt: null,
      acceptedAt: null,
    });
  });

  test("that is held beside held money is a charge of its own, for its own reason, and takes no place", () => {
    const { payment } = decide(pending, success({ captured: taka(52_499n) }));
    const decision = decide(payment, success({ providerPaymentId: "val-2", isRisky: true }));
    expect(decision).toMatchObject({ steps: [], fulfils: false, gaveWay: null });
    expect(decision.exception).toMatchObject({ kind: "risk_hold", charge: { providerPaymentId: "val-2" } });
    expect(decision.payment.capture).toEqual(payment.capture);
  });

  test("that staff have accepted, or another attempt's, is the gift already: the same once more is a second capture", () => {
    const { payment } = decide(pending, success({ isRisky: true }));
    const accepted = { ...payment, capture: payment.capture && { ...payment.capture, acceptedAt: AT } };
    const again = success({ providerPaymentId: "val-2" });
    for (const [of, fulfilledBy] of [
      [accepted, payment.id],
      [payment, "another attempt"],
    ] as const) {
      const decision = decide(of, again, LATER, fulfilledBy);
      expect(decision).toMatchObject({
        fulfils: false,
        gaveWay: null,
        exception: { kind: "second_capture" },
      });
      expect(decision.payment.capture).toEqual(of.capture);
    }
  });

  test.each<[string, ProviderSignal, string]>([
    ["a risk", success({ isRisky: true }), "risk_hold"],
    ["another amount", success({ captured: taka(1n), isRisky: true }), "amount_mismatch"],
    ["another currency", success({ captured: money(1n, "USD"), isRisky: true }), "currency_mismatch"],
  ])("is held for %s of its own, whether or not something fulfils the pledge", (_what, signal, kind) => {
    expect(decide(pending, signal, LATER, null).exception?.kind).toBe(kind);
    expect(decide(pending, signal, LATER, "another attempt").exception?.kind).toBe(kind);
  });

  test.each<[string, ProviderSignal, string]>([
    [
      "what came, for what we asked, and under which name the provider keeps it",
      success({ captured: taka(52_499n) }),
      "Asked for 52500 BDT (minor units); the provider captured 52499 BDT (minor units) as val-1.",
    ],
    [
      "what the provider says that we asked for, when it says so",
      success({ captured: money(480n, "USD"), asked: taka(52_500n) }),
      "Asked for 52500 BDT (minor units); the provider captured 480 USD (minor units), for a request of 52500 BDT (minor units) as val-1.",
    ],
  ])("the case for staff says %s", (_what, signal, detail) => {
    expect(decide(pending, signal).exception?.detail).toBe(detail);
  });
});

const captured = {
  at: AT,
  providerPaymentId: "v",
  bankReference: null,
  money: taka(52_500n),
  heldAs: null,
  fee: null,
  settledAt: null,
  acceptedAt: null,
};
const failed = { at: AT, reason: "failed" } as const;

test.each<[string, Partial<Payment>, number, string]>([
  ["that was only made", { openedAt: null }, RANK.created, "created"],
  ["whose page is open", {}, RANK.pending, "pending"],
  ["whose money is ready for us", { authorizedAt: AT }, RANK.authorized, "authorized"],
  ["that ended", { end: failed }, RANK.ended, "failed"],
  ["that ended after all", { authorizedAt: AT, end: failed }, RANK.ended, "failed"],
  ["that ended before its page was open", { openedAt: null, end: failed }, RANK.ended, "failed"],
  ["with money", { capture: captured }, RANK.captured, "captured"],
  ["whose money is at our bank", { capture: { ...captured, settledAt: AT } }, RANK.captured, "completed"],
  ["with money after its end", { end: failed, capture: captured }, RANK.captured, "captured"],
])("an attempt %s stands where its facts say", (_which, facts, rank, status) => {
  expect(rankOf({ ...pending, ...facts })).toBe(rank);
  expect(paymentStep({ ...pending, ...facts })).toBe(status);
});

test("ranks are in the order in which an attempt can only go forward", () => {
  const ranks = [RANK.created, RANK.pending, RANK.authorized, RANK.ended, RANK.captured];
  expect(ranks).toEqual([0, 10, 20, 30, 40]);
});

test.each<[string, Partial<Payment>, object]>([
  ["open", {}, { isEnded: false, captured: null }],
  ["authorized", { authorizedAt: AT }, { isEnded: false, isAuthorized: true, captured: null }],
  ["ended", { end: failed }, { isEnded: true, captured: null }],
  ["paid", { capture: captured }, { isEnded: false, captured: taka(52_500n) }],
  ["paid after its end", { end: failed, capture: captured }, { isEnded: true, captured: taka(52_500n) }],
])("a pledge hears of an attempt that is %s, and of what went back", (_how, facts, heard) => {
  expect(attemptFacts({ ...pending, ...facts }, { number: 2, refundedMinor: 7n })).toEqual({
    paymentId: pending.id,
    number: 2,
    refundedMinor: 7n,
    isAuthorized: false,
    ...heard,
  });
});
