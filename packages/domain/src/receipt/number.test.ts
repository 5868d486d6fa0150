import { expect, test } from "vitest";
import { correctionNumber, receiptNumber, receiptYear, timeZoneOf } from "./index.ts";

test.each([
  [1, "2026-000001"],
  [123, "2026-000123"],
  [999_999, "2026-999999"],
  [1_000_000, "2026-1000000"],
])("serial %i is written %s", (serial, number) => {
  expect(receiptNumber({ year: 2026, serial })).toBe(number);
});

test("a correction is written behind the number of its receipt", () => {
  expect(correctionNumber({ year: 2026, serial: 123 }, 2)).toBe("2026-000123/2");
});

test.each([0, -1, 1.5])("nothing is numbered %d", (serial) => {
  expect(() => receiptNumber({ year: 2026, serial })).toThrow(/begin at 1/);
  expect(() => correctionNumber({ year: 2026, serial: 1 }, serial)).toThrow(/counted from 1/);
});

test.each([
  ["2026-12-31T17:59:59.999Z", "BDT", 2026],
  ["2026-12-31T18:00:00Z", "BDT", 2027],
  ["2026-12-31T23:59:59.999Z", "XOF", 2026],
  ["2027-01-01T00:00:00Z", "XOF", 2027],
  ["2026-12-31T18:00:00Z", "EUR", 2026],
] as const)("money that came at %s in %s belongs to %i", (at, currency, year) => {
  expect(receiptYear(new Date(at), currency)).toBe(year);
});

test("the day on a receipt is that of the campaign's place", () => {
  expect([timeZoneOf("BDT"), timeZoneOf("XOF"), timeZoneOf("USD")]).toEqual([
    "Asia/Dhaka",
    "Africa/Dakar",
    "UTC",
  ]);
});
