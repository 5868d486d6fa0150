import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import type { HeldCase } from "./held-case.ts";
import { refundedCharge } from "./refunded-charge.ts";

const chargeOf = (bankReference: string | null) => ({
  at: new Date("2026-11-21T03:00:00Z"),
  provider: "sslcommerz" as const,
  providerPaymentId: `v of ${bankReference}`,
  bankReference,
  money: money(50_000n, "BDT"),
  heldAs: null,
  fee: null,
  settledAt: null,
  acceptedAt: null,
});
const own = (bankReference: string | null) => ({ capture: chargeOf(bankReference) });
const other = (id: string, bankReference: string | null): HeldCase => ({
  id,
  kind: "second_capture",
  paymentId: "p",
  charge: chargeOf(bankReference),
  decision: null,
});

test.each([
  ["is the attempt's own", own("b1"), [other("x", "b2")], "b1", { of: "capture" }],
  [
    "waits in a case",
    own("b1"),
    [other("x", "b2"), other("y", "b3")],
    "b3",
    { of: "case", held: { id: "y" } },
  ],
  [
    "waits in a case while nothing is the attempt's own",
    { capture: null },
    [other("x", "b2")],
    "b2",
    { of: "case" },
  ],
  ["is the only one, and the provider names none", own("b1"), [], null, { of: "capture" }],
  ["is the only one, which no bank has named", own(null), [], null, { of: "capture" }],
])("a refund of the charge that %s is recorded there", (_which, payment, others, named, found) => {
  expect(refundedCharge(payment, others, named)).toMatchObject(found);
});

test.each([
  ["one of several, and the provider names none", own("b1"), [other("x", "b2")], null, "refund.ambiguous"],
  ["one of two under one name", own("b1"), [other("x", "b1")], "b1", "refund.ambiguous"],
  [
    "one of two cases under one name",
    own("b1"),
    [other("x", "b2"), other("y", "b2")],
    "b2",
    "refund.ambiguous",
  ],
  ["one that our books do not have", own("b1"), [other("x", "b2")], "b3", "refund.unknown_charge"],
  ["one that our books do not have beside a single one", own("b1"), [], "b2", "refund.unknown_charge"],
  ["one that has a name, beside one that has none", own(null), [], "b2", "refund.unknown_charge"],
])("nobody knows where a refund belongs of %s", (_which, payment, others, named, code) => {
  expect(refundedCharge(payment, others, named)).toEqual({ of: "nobody_knows", code });
});
