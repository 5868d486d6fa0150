import { expect, test } from "vitest";
import { incidentsCommandOf } from "./options.ts";
import { incidentLines } from "./report.ts";

test("what is typed is understood, anything else is answered with what can be", () => {
  expect(incidentsCommandOf([])).toEqual({ limit: 50 });
  expect(incidentsCommandOf(["--limit", "5"])).toEqual({ limit: 5 });
  for (const args of [["list"], ["--limit", "0"], ["--limit", "many"], ["--force"]])
    expect(() => incidentsCommandOf(args)).toThrow(/not understood.*\npnpm incidents/);
});

test("staff read who by digest, when, why, how many and what was done", () => {
  expect(incidentLines([])).toBe("No incident is kept.");
  const lines = incidentLines([
    {
      scope: "email",
      key: "k3J9",
      kind: "declines",
      action: "refused",
      campaignId: "0199",
      campaignSlug: "heart-valve-for-rafi",
      firstAt: new Date("2026-11-21T10:00:00Z"),
      lastAt: new Date("2026-11-21T10:05:00Z"),
      count: 7,
      tries: 9,
      declines: 5,
    },
  ]);
  expect(lines).toBe(
    "2026-11-21T10:00:00.000Z to 2026-11-21T10:05:00.000Z; email k3J9 on heart-valve-for-rafi; " +
      "many declined payments (9 in a minute, 5 declined in ten); refused 7 times",
  );
});
