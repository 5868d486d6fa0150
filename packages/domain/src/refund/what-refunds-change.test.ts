import { describe, expect, test } from "vitest";
import type { Posting } from "../ledger/index.ts";
import type { Payment } from "../payment/index.ts";
import { idOf as id, paidAttempt, taka } from "../testing/attempts.ts";
import { applyRefundNews, type RefundNews } from "./apply-refund-news.ts";
import { confirmedMinor, giftLeftMinor, type Refund, type RefundSplit } from "./refund.ts";
import { requestRefund } from "./request-refund.ts";

const AT = new Date("2026-11-21T03:00:00Z");
const LATER = new Date("2026-11-22T03:00:00Z");

const payment = paidAttempt(AT);
const held = paidAttempt(AT, { heldAs: "risk_hold" });
const unpaid: Payment = { ...payment, capture: null, postedCaptures: [] };

const wish = {
  id: id(9),
  money: taka(700n),
  kind: "mistake",
  reason: "paid twice",
  feeBearer: "platform",
} as const;

function refund(parts: Partial<RefundSplit>, facts: Partial<Refund> = {}): Refund {
  const split = {
    giftMinor: 0n,
    platformFeeMinor: 0n,
    tipMinor: 0n,
    feeCoverMinor: 0n,
    heldMinor: 0n,
    ...parts,
  };
  return {
    id: id(10),
    paymentId: payment.id,
    money: taka(split.giftMinor + split.tipMinor + split.feeCoverMinor + split.heldMinor),
    split,
    kind: "mistake",
    reason: "paid twice",
    feeBearer: "platform",
    lostFeeMinor: 0n,
    providerRefundId: null,
    acceptedAt: null,
    confirmedAt: null,
    failedAt: null,
    ...facts,
  };
}

const ACCEPTED = { acceptedAt: AT, providerRefundId: "r1" };
const CONFIRMED = { ...ACCEPTED, confirmedAt: AT };
const FAILED = { ...CONFIRMED, failedAt: AT };
const ALL = { giftMinor: 50_000n, tipMinor: 1_500n, feeCoverMinor: 1_000n };

function apply(news: RefundNews, refunds: { of?: Payment; others?: readonly Refund[]; refund: Refund }) {
  const decision = applyRefundNews(refunds.of ?? payment, refunds.others ?? [], refunds.refund, news, LATER);
  if (decision.outcome === "ignored") throw new Error(decision.why);
  return decision;
}
const accept = (one: Parameters<typeof apply>[1]) => apply({ kind: "accepted", providerRefundId: "r1" }, one);
const confirm = (one: Parameters<typeof apply>[1]) =>
  apply({ kind: "confirmed", providerRefundId: "r1" }, one);
const fail = (one: Parameters<typeof apply>[1]) => apply({ kind: "failed", detail: "gone" }, one);

/** "refund: tip 1500, ..." with debits positive. */
const written = (postings: readonly Posting[]): string[] =>
  postings.map(
    ({ kind, reference, entries }) =>
      `${kind} ${reference.slice(-2)}: ${entries.map(({ account, amountMinor }) => `${account.kind} ${amountMinor}`).join(", ")}`,
  );

describe("what a confirmed refund says of the gift", () => {
  test.each<[string, readonly Refund[], Partial<RefundSplit>, boolean, boolean]>([
    ["everything at once", [], ALL, true, true],
    ["a part of the gift", [], { giftMinor: 100n }, false, false],
    ["all but one unit", [], { ...ALL, giftMinor: 49_999n }, false, false],
    ["tip and fee cover alone", [], { tipMinor: 1_500n, feeCoverMinor: 1_000n }, false, false],
    ["the whole gift, not the tip", [], { giftMinor: 50_000n }, false, true],
    [
      "the rest, after a confirmed part",
      [refund({ ...ALL, giftMinor: 1n }, CONFIRMED)],
      { giftMinor: 49_999n },
      true,
      true,
    ],
    [
      "the rest, while another part is on its way",
      [refund({ ...ALL, giftMinor: 1n }, ACCEPTED)],
      { giftMinor: 49_999n },
      false,
      false,
    ],
    [
      "the rest, after a part that failed in the end",
      [refund({ ...ALL, giftMinor: 1n }, FAILED)],
      { giftMinor: 49_999n },
      false,
      false,
    ],
    [
      "the tip, after the gift was gone already",
      [refund({ giftMinor: 50_000n }, CONFIRMED)],
      { tipMinor: 1_500n },
      false,
      false,
    ],
  ])("%s", (_what, others, parts, isFull, endsGift) => {
    const decision = confirm({ others, refund: refund(parts) });
    expect(decision.events.map(({ data }) => data)).toMatchObject([{ isFull, endsGift }]);
    expect(decision.isCaseClosed).toBeNull();
  });

  test("it is told with every part, so that totals, tips and fees can follow", () => {
    const decision = confirm({ refund: refund(ALL, ACCEPTED) });
    expect(decision.events).toEqual([
      {
        type: "payment.refunded",
        version: 1,
        subjectId: id(1),
        data: {
          paymentId: id(1),
          refundId: id(10),
          pledgeId: id(2),
          campaignId: id(3),
          provider: "sslcommerz",
          currency: "BDT",
          kind: "mistake",
          amountMinor: "52500",
          giftMinor: "50000",
          tipMinor: "1500",
          feeCoverMinor: "1000",
          heldMinor: "0",
          isFull: true,
          endsGift: true,
        },
      },
    ]);
  });
});

describe("what a failed refund says of the gift", () => {
  test.each<[string, readonly Refund[], Refund, boolean, boolean]>([
    ["an order", [], refund(ALL), false, false],
    ["an accepted one", [], refund(ALL, ACCEPTED), false, false],
    ["a confirmed one of everything", [], refund(ALL, CONFIRMED), true, true],
    ["a confirmed one of a part", [], refund({ giftMinor: 100n }, CONFIRMED), true, false],
    [
      "a confirmed one of the last part",
      [refund({ ...ALL, giftMinor: 1n }, CONFIRMED)],
      refund({ giftMinor: 49_999n }, CONFIRMED),
      true,
      true,
    ],
    [
      "a confirmed one of the tip, beside a gift that is gone",
      [refund({ giftMinor: 50_000n }, CONFIRMED)],
      refund({ tipMinor: 1_500n }, CONFIRMED),
      true,
      false,
    ],
    [
      "an accepted one, beside a gift that is gone",
      [refund({ giftMinor: 50_000n }, CONFIRMED)],
      refund({ giftMinor: 1n }, ACCEPTED),
      false,
      false,
    ],
  ])("%s", (_what, others, failing, wasConfirmed, revivesGift) => {
    const decision = fail({ others, refund: failing });
    expect(decision.events).toMatchObject([
      { type: "payment.refund_failed", subjectId: id(1), data: { wasConfirmed, revivesGift } },
    ]);
    expect(decision.releasedMinor).toBe(failing.money.amountMinor);
    expect(decision.steps).toEqual(["failed"]);
    expect(decision.refund.failedAt).toEqual(LATER);
  });
});

describe("held money is no gift, and its case is closed by the last unit that is back", () => {
  const part = refund({ heldMinor: 2_500n });
  const rest = refund({ heldMinor: 50_000n });

  test.each<[string, () => ReturnType<typeof apply>, boolean]>([
    ["ordered", () => accept({ of: held, refund: rest }), false],
    ["a part is back", () => confirm({ of: held, refund: part }), false],
    ["all is back", () => confirm({ of: held, others: [{ ...part, ...CONFIRMED }], refund: rest }), true],
    ["a refund of it fails", () => fail({ of: held, refund: { ...rest, ...CONFIRMED } }), false],
  ])("%s", (_what, decide, isCaseClosed) => {
    const decision = decide();
    expect(decision.isCaseClosed).toBe(isCaseClosed);
    for (const { data } of decision.events) expect(data).not.toMatchObject({ endsGift: true });
    for (const { data } of decision.events) expect(data).not.toMatchObject({ revivesGift: true });
  });

  test("it goes out of suspense", () => {
    expect(written(confirm({ of: held, refund: rest }).postings)).toEqual([
      "refund 10: suspense 50000, refund_clearing -50000",
      "refund_confirmed 10: refund_clearing 50000, provider_clearing -50000",
    ]);
  });
});

describe("what is posted, step by step", () => {
  test("an accepted order takes each part from where it is and puts it on the way; nobody is told", () => {
    const decision = accept({ refund: refund(ALL) });
    expect(written(decision.postings)).toEqual([
      "refund 10: campaign_payable 50000, tip 1500, provider_fee 1000, refund_clearing -52500",
    ]);
    expect(decision).toMatchObject({
      steps: ["accepted"],
      events: [],
      releasedMinor: 0n,
      isCaseClosed: null,
    });
    expect(decision.refund).toMatchObject({ acceptedAt: LATER, confirmedAt: null, providerRefundId: "r1" });
  });

  test("what the platform kept of the gift comes back from the platform, the rest from the campaign", () => {
    const decision = accept({ refund: refund({ giftMinor: 10_000n, platformFeeMinor: 400n }) });
    expect(written(decision.postings)).toEqual([
      "refund 10: campaign_payable 9600, platform_fee 400, refund_clearing -10000",
    ]);
  });

  test("a confirmation before the acceptance makes both steps; after it, one", () => {
    const both = confirm({ refund: refund(ALL) });
    expect(both.steps).toEqual(["accepted", "confirmed"]);
    expect(written(both.postings)).toEqual([
      "refund 10: campaign_payable 50000, tip 1500, provider_fee 1000, refund_clearing -52500",
      "refund_confirmed 10: refund_clearing 52500, provider_clearing -52500",
    ]);
    expect(both.refund).toMatchObject({ acceptedAt: LATER, confirmedAt: LATER });
    const one = confirm({ refund: refund(ALL, ACCEPTED) });
    expect(one.steps).toEqual(["confirmed"]);
    expect(written(one.postings)).toEqual([
      "refund_confirmed 10: refund_clearing 52500, provider_clearing -52500",
    ]);
    expect(one.refund).toMatchObject({ acceptedAt: AT, confirmedAt: LATER });
  });

  test.each<[string, Partial<Refund>, readonly string[]]>([
    ["that was only ordered: nothing had moved", {}, []],
    [
      "on its way",
      ACCEPTED,
      ["refund_failed 10: refund_clearing 52500, campaign_payable -50000, tip -1500, provider_fee -1000"],
    ],
    [
      "that had left the provider",
      CONFIRMED,
      ["refund_failed 10: provider_clearing 52500, campaign_payable -50000, tip -1500, provider_fee -1000"],
    ],
  ])("a failure takes back a refund %s", (_where, facts, postings) => {
    expect(written(fail({ refund: refund(ALL, facts) }).postings)).toEqual(postings);
  });

  test("of money that was never captured nothing can be confirmed", () => {
    expect(() => confirm({ of: unpaid, refund: refund({ tipMinor: 5n }) })).toThrow("only captured money");
  });
});

test("what is left of a gift: only what donors have received is gone, and held money never was a gift", () => {
  const refunds = [
    refund({ giftMinor: 7n }, CONFIRMED),
    refund({ giftMinor: 10n, tipMinor: 2n }, CONFIRMED),
    refund({ giftMinor: 100n }, ACCEPTED),
    refund({ giftMinor: 1_000n }, FAILED),
    refund({ giftMinor: 10_000n }),
  ];
  expect(giftLeftMinor(payment, refunds)).toBe(49_983n);
  expect(confirmedMinor(refunds)).toBe(19n);
  expect(giftLeftMinor(payment, [])).toBe(50_000n);
  expect(giftLeftMinor(held, [])).toBe(0n);
  expect(giftLeftMinor(unpaid, [])).toBe(0n);
});

describe("an order", () => {
  test("is of this payment, has its reason without spaces around it, and has reached nobody", () => {
    expect(requestRefund(payment, [], { ...wish, reason: "  paid twice\n" })).toMatchObject({
      outcome: "requested",
      refund: {
        ...wish,
        paymentId: id(1),
        reason: "paid twice",
        providerRefundId: null,
        acceptedAt: null,
        confirmedAt: null,
        failedAt: null,
      },
    });
  });

  test("may take what is left and not a unit more; what failed may be taken again", () => {
    const others = [refund({ tipMinor: 500n }, CONFIRMED), refund({ giftMinor: 40_000n }, FAILED)];
    const of = (amountMinor: bigint) => requestRefund(payment, others, { ...wish, money: taka(amountMinor) });
    expect(of(52_000n)).toMatchObject({
      outcome: "requested",
      refund: { split: { giftMinor: 50_000n, tipMinor: 1_000n, feeCoverMinor: 1_000n } },
    });
    expect(of(52_001n)).toEqual({ outcome: "refused", code: "refund.exceeds", left: taka(52_000n) });
  });

  test.each([0n, -1n])("of %s is refused", (amountMinor) => {
    expect(requestRefund(payment, [], { ...wish, money: taka(amountMinor) })).toEqual({
      outcome: "refused",
      code: "refund.zero",
      left: taka(52_500n),
    });
  });

  test("of money that never came is refused, and nothing is left of it", () => {
    expect(requestRefund(unpaid, [], wish)).toEqual({
      outcome: "refused",
      code: "refund.not_captured",
      left: null,
    });
  });
});
