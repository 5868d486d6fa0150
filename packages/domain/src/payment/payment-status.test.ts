import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { readTable } from "../testing/read-table.ts";
import { type Payment, RANK, rankOf } from "./payment.ts";
import { type AfterCapture, paymentStatus } from "./payment-status.ts";

const pageOf = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, "../../../..", name), "utf8");
const MONEY_PAGE = pageOf("docs/money.md");

const AT = new Date("2026-11-20T10:00:00Z");
const nothing: Payment = {
  id: "0196f0a0-0000-7000-8000-000000000001",
  pledgeId: "0196f0a0-0000-7000-8000-000000000002",
  campaignId: "0196f0a0-0000-7000-8000-000000000003",
  provider: "sslcommerz",
  asked: money(100n, "BDT"),
  terms: { currency: "BDT", giftMinor: 100n, tipMinor: 0n, feeCoverMinor: 0n, platformFeeMinor: 0n },
  openedAt: null,
  authorizedAt: null,
  review: null,
  end: null,
  capture: null,
  postedCaptures: [],
};
const opened: Payment = { ...nothing, openedAt: AT };
const ended = (reason: "expired" | "cancelled" | "failed"): Payment => ({
  ...opened,
  end: { at: AT, reason },
});
const review = { at: AT, word: "ODD" };
const captured: Payment = {
  ...opened,
  capture: {
    at: AT,
    providerPaymentId: "v1",
    bankReference: null,
    money: money(100n, "BDT"),
    heldAs: null,
    acceptedAt: null,
    fee: null,
    settledAt: null,
  },
};
const held: Payment = {
  ...captured,
  capture: captured.capture && { ...captured.capture, heldAs: "risk_hold" },
};

const settled: Payment = { ...captured, capture: captured.capture && { ...captured.capture, settledAt: AT } };

const KNOWN: Record<string, readonly [Payment, AfterCapture?]> = {
  "nothing but that it exists": [nothing],
  "the page was opened": [opened],
  "the money was promised": [{ ...opened, authorizedAt: AT }],
  "it ended for want of time": [ended("expired")],
  "it ended by the donor's wish": [ended("cancelled")],
  "it was refused": [ended("failed")],
  "an odd word, while it is open": [{ ...opened, review }],
  "an odd word after an end": [{ ...ended("failed"), review }],
  captured: [captured],
  "captured and held": [held],
  "captured after an end": [{ ...captured, end: { at: AT, reason: "failed" } }],
  "captured and paid out to us": [settled],
  "a part was given back": [captured, { refundedMinor: 99n }],
  "a part was given back after it was paid out to us": [settled, { refundedMinor: 1n }],
  "all was given back": [settled, { refundedMinor: 100n }],
  "disputed (reserved: no provider tells us yet)": [captured, { isDisputed: true, refundedMinor: 100n }],
};

const { rows } = readTable(MONEY_PAGE, "what is known of an attempt");

test("docs/money.md tells of exactly these payments", () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(KNOWN));
});

test.each(rows)("docs/money.md: $name", ({ name, cells }) => {
  const [payment, after] = KNOWN[name] ?? [nothing];
  expect(paymentStatus(payment, after)).toBe(cells[0]?.[1]);
});

const STEPS = [nothing, opened, { ...opened, authorizedAt: AT }, ended("failed"), captured, settled];

test.each([
  ["README.md", "facts", 0, 1],
  ["docs/money.md", "rank", -1, 1],
] as const)("%s names the ranks of an attempt and their statuses", (page, head, rankColumn, statusColumn) => {
  const table = readTable(pageOf(page), head).rows;
  const ranks = table.map(({ name, cells }) => (rankColumn < 0 ? name : cells[rankColumn]?.[1]));
  expect([...new Set(ranks)]).toEqual(Object.values(RANK).map(String));
  expect(ranks).toHaveLength(STEPS.length);
  for (const [nr, step] of STEPS.entries()) {
    expect(ranks[nr]).toBe(String(rankOf(step)));
    expect(table[nr]?.cells[statusColumn]?.[1]).toContain(paymentStatus(step));
  }
});
