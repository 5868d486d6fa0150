import { expect, test } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const NOW = new Date("2026-03-01T12:00:00Z");

test.each([
  [null, null],
  ["120", 120_000],
  ["0", 0],
  ["Sun, 01 Mar 2026 12:05:00 GMT", 300_000],
  ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ["soon", null],
  ["99999999999", null],
])("Retry-After %j is a pause of %j ms", (value, pauseMs) => {
  expect(readRetryAfter(value, NOW)).toBe(pauseMs);
});
