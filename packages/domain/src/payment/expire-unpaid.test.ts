import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { expireUnpaid, UNPAID_MAX_MS } from "./expire-unpaid.ts";
import type { ProviderSignal } from "./signal.ts";

const pending: ProviderSignal = { kind: "pending" };
const failed: ProviderSignal = { kind: "ended", reason: "failed", detail: null };
const captured: ProviderSignal = {
  kind: "captured",
  providerPaymentId: "val-1",
  bankReference: null,
  captured: money(50_000n, "BDT"),
  asked: null,
  isRisky: false,
  fee: null,
};

test.each([
  ["knows nothing", []],
  ["says in progress", [pending]],
])("after a day an attempt is expired when the provider %s, and not a moment before", (_what, answer) => {
  expect(expireUnpaid(UNPAID_MAX_MS - 1, answer)).toBeNull();
  expect(expireUnpaid(UNPAID_MAX_MS, answer)).toMatchObject({ kind: "ended", reason: "expired" });
});

test.each([
  ["money", [captured]],
  ["money beside an end", [failed, captured]],
  ["an end of its own", [failed]],
  ["an end beside one in progress", [pending, failed]],
])("however old, an attempt of which the provider knows %s is not expired by us", (_what, answer) => {
  expect(expireUnpaid(UNPAID_MAX_MS * 30, answer)).toBeNull();
});
