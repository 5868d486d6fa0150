import { expect, test } from "vitest";
import { feeOf, formatForPeople, formatMinor, fromTaka, parseMinor, toTaka } from "./money.ts";

test("decimals of the wire are read exactly, and everything else is refused", () => {
  expect(["1000.00", "100", "0.5", "69.09"].map(parseMinor)).toEqual([100_000n, 10_000n, 50n, 6_909n]);
  expect(["", "1e3", "-1", "1.234", "1,000", " 1", "٣", "12345678901"].map(parseMinor)).toEqual(
    Array(8).fill(null),
  );
});

test("the fee is 2.5 %, with half a poisha rounded up", () => {
  expect(feeOf(100_000n)).toBe(2_500n);
  expect(feeOf(305_250n)).toBe(7_631n);
  expect(feeOf(20n)).toBe(1n);
  expect(feeOf(19n)).toBe(0n);
});

test("currencies are converted half up, as the sample of the provider is", () => {
  expect(toTaka(2_500n, "USD")).toBe(305_250n);
  expect(fromTaka(305_250n, "USD")).toBe(2_500n);
  expect(toTaka(12_345n, "BDT")).toBe(12_345n);
});

test("people read grouped taka, programs two decimals", () => {
  expect(formatMinor(5n)).toBe("0.05");
  expect(formatForPeople(5_000_000_000n)).toBe("Tk 50,000,000");
  expect(formatForPeople(2_550n, "USD")).toBe("USD 25.50");
});
