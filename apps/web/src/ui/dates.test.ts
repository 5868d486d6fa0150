import { expect, test } from "vitest";
import { daysUntil, formatClock, formatMoment } from "./dates.ts";

const AT = "2026-11-20T20:05:09.000Z"; // 02:05:09 of the next day in Dhaka

test("days and times are those of Dhaka, in each language's own digits", () => {
  expect(formatClock(AT, "en")).toBe("02:05:09");
  expect(formatClock(AT, "bn")).toBe("০২:০৫:০৯");
  expect(formatMoment(AT, "fr")).toBe("21 novembre, 02:05");
  expect(formatMoment(AT, "en")).toBe("21 November, 02:05");
  expect(formatMoment(AT, "bn")).toBe("২১ নভেম্বর, ০২:০৫");
});

test("the last day counts as zero days left, and an end in the past does too", () => {
  const now = new Date("2026-11-20T12:00:00Z");
  expect(daysUntil("2026-11-21T11:59:59Z", now)).toBe(0);
  expect(daysUntil("2026-11-21T12:00:00Z", now)).toBe(1);
  expect(daysUntil("2026-11-01T00:00:00Z", now)).toBe(0);
});
