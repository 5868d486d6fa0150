import { expect, test } from "vitest";
import { yearIn } from "./year-in.ts";

test.each([
  ["UTC", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["Asia/Dhaka", "2025-12-31T18:00:00.000Z", "2026-12-31T18:00:00.000Z"],
  ["Africa/Dakar", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["America/New_York", "2026-01-01T05:00:00.000Z", "2027-01-01T05:00:00.000Z"],
  // Summer there.
  ["Pacific/Auckland", "2025-12-31T11:00:00.000Z", "2026-12-31T11:00:00.000Z"],
  ["Pacific/Kiritimati", "2025-12-31T10:00:00.000Z", "2026-12-31T10:00:00.000Z"],
  ["+05:45", "2025-12-31T18:15:00.000Z", "2026-12-31T18:15:00.000Z"],
])("2026 in %s begins and ends with its clocks", (timeZone, from, until) => {
  const year = yearIn(timeZone, 2026);
  expect([year.from.toISOString(), year.until.toISOString()]).toEqual([from, until]);
});
