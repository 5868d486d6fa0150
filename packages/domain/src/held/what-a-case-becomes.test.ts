import { describe, expect, test } from "vitest";
import type { Posting } from "../ledger/index.ts";
import { money } from "../money/index.ts";
import type { RefundNews } from "../refund/index.ts";
import { captureOf, idOf as id, paidAttempt, taka } from "../testing/attempts.ts";
import { acceptHeld } from "./accept-held.ts";
import { applyCaseRefundNews, type CaseRefund, requestCaseRefund } from "./case-refund.ts";
import type { HeldCase } from "./held-case.ts";

const AT = new Date("2026-11-21T03:00:00Z");
const LATER = new Date("2026-11-22T03:00:00Z");
const charge = {
  provider: "sslcommerz",
  providerPaymentId: "v1",
  bankReference: "b1",
  money: taka(52_500n),
} as const;
const held: HeldCase = { id: id(9), kind: "risk_hold", paymentId: id(1), charge, decision: null };
const capture = captureOf(AT, { heldAs: "risk_hold" });
const payment = paidAttempt(AT, capture);
const decided = { reason: "The donor called", at: LATER };

const written = (postings: readonly Posting[]): string[] =>
  postings.map(
    ({ kind, reference, entries }) =>
      `${kind} ${reference.slice(-2)}: ${entries.map(({ account, amountMinor }) => `${account.kind} ${amountMinor}`).join(", ")}`,
  );

describe("accepted money leaves suspense as the promise says", () => {
  test.each([
    [52_500n, "suspense 52500, campaign_payable -50000, tip -1500, provider_fee -1000"],
    [51_000n, "suspense 51000, campaign_payable -50000, tip -1000"],
    [50_000n, "suspense 50000, campaign_payable -50000"],
  ])("%s of 52500", (amountMinor, entries) => {
    const some = { ...held, charge: { ...charge, money: taka(amountMinor) } };
    const decision = acceptHeld(some, payment, null, [], decided);
    if (decision.outcome !== "accepted") throw new Error(decision.code);
    expect(written([decision.posting])).toEqual([`held_accepted 09: ${entries}`]);
    expect(decision.payment).toEqual({ ...payment, capture: { ...capture, acceptedAt: LATER } });
    expect(decision.events).toMatchObject([
      { type: "payment.captured", subjectId: id(1), data: { totalMinor: `${amountMinor}` } },
    ]);
  });

  test.each([
    ["was never held", { ...capture, heldAs: null }],
    ["was accepted before", { ...capture, acceptedAt: AT }],
  ])("money that %s is not accepted", (_what, before) => {
    expect(acceptHeld(held, { ...payment, capture: before }, null, [], decided)).toEqual({
      outcome: "refused",
      code: "held.not_the_first_charge",
    });
  });
});

const refund = (amountMinor: bigint, facts: Partial<CaseRefund> = {}): CaseRefund => ({
  id: id(20),
  caseId: held.id,
  money: taka(amountMinor),
  kind: "mistake",
  reason: "x",
  providerRefundId: null,
  acceptedAt: null,
  confirmedAt: null,
  failedAt: null,
  ...facts,
});
const ACCEPTED = { acceptedAt: AT, providerRefundId: "r1" };
const CONFIRMED = { ...ACCEPTED, confirmedAt: AT };
const FAILED = { ...CONFIRMED, failedAt: AT };

describe("an order to give a case's money back", () => {
  const wish = { id: id(20), money: taka(52_500n), kind: "fraud", reason: " called \n" } as const;

  test("may take all of it, has its reason without spaces around it, and has reached nobody", () => {
    expect(requestCaseRefund(held, [refund(700n, FAILED)], wish)).toEqual({
      outcome: "requested",
      refund: refund(52_500n, { kind: "fraud", reason: "called" }),
    });
  });

  test.each([
    ["refund.no_reason", { reason: " " }],
    ["refund.wrong_currency", { money: money(5n, "USD") }],
    ["refund.zero", { money: taka(0n) }],
    ["refund.zero", { money: taka(-1n) }],
    ["refund.exceeds", { money: taka(51_801n) }],
  ])("is refused as %s, and says what is left", (code, wrong) => {
    expect(requestCaseRefund(held, [refund(700n)], { ...wish, ...wrong })).toEqual({
      outcome: "refused",
      code,
      left: taka(51_800n),
    });
  });
});

describe("what news of such a refund changes", () => {
  const accepted: RefundNews = { kind: "accepted", providerRefundId: "r1" };
  const confirmed: RefundNews = { kind: "confirmed", providerRefundId: "r1" };
  const refused: RefundNews = { kind: "refused", detail: "no" };
  const failed: RefundNews = { kind: "failed", detail: "gone" };

  test.each<[string, CaseRefund, RefundNews, object, readonly string[], readonly string[]]>([
    [
      "taken by the provider",
      refund(700n),
      accepted,
      { acceptedAt: LATER, confirmedAt: null, failedAt: null, providerRefundId: "r1" },
      ["accepted"],
      ["refund 20: suspense 700, refund_clearing -700"],
    ],
    [
      "with the donor",
      refund(700n, ACCEPTED),
      confirmed,
      { acceptedAt: AT, confirmedAt: LATER, failedAt: null },
      ["confirmed"],
      ["refund_confirmed 20: refund_clearing 700, provider_clearing -700"],
    ],
    [
      "with the donor before we knew that it was taken",
      refund(700n),
      confirmed,
      { acceptedAt: LATER, confirmedAt: LATER, providerRefundId: "r1" },
      ["accepted", "confirmed"],
      [
        "refund 20: suspense 700, refund_clearing -700",
        "refund_confirmed 20: refund_clearing 700, provider_clearing -700",
      ],
    ],
    ["refused", refund(700n), refused, { failedAt: LATER, acceptedAt: null }, ["failed"], []],
    [
      "given up on its way",
      refund(700n, ACCEPTED),
      failed,
      { failedAt: LATER, confirmedAt: null },
      ["failed"],
      ["refund_failed 20: refund_clearing 700, suspense -700"],
    ],
    [
      "back from the bank",
      refund(700n, CONFIRMED),
      failed,
      { failedAt: LATER, confirmedAt: AT },
      ["failed"],
      ["refund_failed 20: provider_clearing 700, suspense -700"],
    ],
  ])("%s", (_what, before, news, facts, steps, postings) => {
    const decision = applyCaseRefundNews(held, [], before, news, LATER);
    if (decision.outcome !== "moved") throw new Error(decision.why);
    expect(decision.refund).toMatchObject(facts);
    expect(decision.steps).toEqual(steps);
    expect(written(decision.postings)).toEqual(postings);
    expect(decision.releasedMinor).toBe(steps[0] === "failed" ? 700n : 0n);
  });

  test("the same again changes nothing, and says why", () => {
    expect(applyCaseRefundNews(held, [], refund(700n, ACCEPTED), accepted, LATER)).toEqual({
      outcome: "ignored",
      why: "duplicate",
    });
  });

  test.each<[string, readonly CaseRefund[], CaseRefund, RefundNews, boolean]>([
    ["all is back at once", [], refund(52_500n), confirmed, true],
    ["the rest is back", [refund(500n, CONFIRMED)], refund(52_000n), confirmed, true],
    [
      "the rest is back and a part is on its way",
      [refund(500n, ACCEPTED)],
      refund(52_000n),
      confirmed,
      false,
    ],
    ["the rest is back and a part came back", [refund(500n, FAILED)], refund(52_000n), confirmed, false],
    ["a part is back", [], refund(500n), confirmed, false],
    ["all of it is on its way", [], refund(52_500n), accepted, false],
    ["all of it comes back", [], refund(52_500n, CONFIRMED), failed, false],
  ])("whether the case is closed when %s", (_when, others, one, news, isCaseClosed) => {
    expect(applyCaseRefundNews(held, others, one, news, LATER)).toMatchObject({ isCaseClosed });
  });
});

describe("what is told of such a refund", () => {
  const told = {
    caseId: id(9),
    refundId: id(20),
    caseKind: "risk_hold",
    paymentId: id(1),
    provider: "sslcommerz",
    providerPaymentId: "v1",
    currency: "BDT",
    kind: "mistake",
  };
  const eventsOf = (before: CaseRefund, news: RefundNews, others: readonly CaseRefund[] = []) => {
    const decision = applyCaseRefundNews(held, others, before, news, LATER);
    if (decision.outcome !== "moved") throw new Error(decision.why);
    return decision.events.map(({ type, subjectId, data }) => ({ type, subjectId, data }));
  };
  const confirmed: RefundNews = { kind: "confirmed", providerRefundId: "r1" };
  const failed: RefundNews = { kind: "failed", detail: "gone" };

  test("nothing while it is only on its way", () => {
    expect(eventsOf(refund(700n), { kind: "accepted", providerRefundId: "r1" })).toEqual([]);
  });

  test.each([
    ["a part", refund(700n, ACCEPTED), [], "700", false],
    ["all", refund(52_500n, ACCEPTED), [], "52500", true],
    ["the last part", refund(700n), [refund(51_800n, CONFIRMED)], "700", true],
    ["what failed before does not count", refund(700n), [refund(51_800n, FAILED)], "700", false],
  ])(
    "when the donor has %s, once, and whether that closes the case",
    (_what, before, others, amountMinor, closesCase) => {
      expect(eventsOf(before, confirmed, others)).toEqual([
        { type: "case.refunded", subjectId: id(9), data: { ...told, amountMinor, closesCase } },
      ]);
    },
  );

  test.each([
    ["refused", refund(700n), { kind: "refused", detail: "no" } as const, false],
    ["lost on its way", refund(700n, ACCEPTED), failed, false],
    ["back from the donor's bank", refund(700n, CONFIRMED), failed, true],
  ])("when it is %s, and whether the donor had it", (_what, before, news, wasConfirmed) => {
    expect(eventsOf(before, news)).toEqual([
      { type: "case.refund_failed", subjectId: id(9), data: { ...told, amountMinor: "700", wasConfirmed } },
    ]);
  });
});
