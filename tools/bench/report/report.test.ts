import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { printedReport } from "./print-report.ts";
import { type HttpSide, type Report, zReport } from "./report-shape.ts";
import { table } from "./table.ts";
import { writeReport } from "./write-report.ts";

const folder = mkdtempSync(path.join(tmpdir(), "careforall-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const side: HttpSide = {
  requests_per_s: 1234,
  p50_ms: 4.2,
  p99_ms: 20,
  cpu_ms: null,
  rounds: [1200, 1234, 1300],
};

const report: Report = {
  ratios: {
    totals_vs_sum: 45.6,
    totals_vs_bare: 0.61,
    pledge_vs_bare: 0.55,
    webhook_vs_bare: 0.31,
    hot_vs_many: 0.97,
    pledge_vs_bare_same_statements: 0.8,
    hot_vs_in_capture: 1.9,
    burst_vs_polled: 25,
  },
  delays_ms: {
    capture_to_total_p50: 31.5,
    capture_to_total_p99: 77.7,
    capture_to_total_max: 90.1,
    click_to_other_page_p50: 640,
    click_to_other_page_max: 901,
    form_to_wallet_p50: 210,
  },
  spreads: { totals_vs_sum: { lowest: 40.4, highest: 50.5 } },
  measures: {
    totals: { product: side, bare: side, sum: side },
    pledge: { product: side, bare: side, bare_same_statements: side },
    webhook: { product: side, bare: { ...side, cpu_ms: 0.11 } },
    captures: {
      hot_per_s: 800,
      many_per_s: 825,
      hot_rounds: [800],
      many_rounds: [825],
      hot_in_capture_per_s: 420,
      many_in_capture_per_s: 700,
    },
    delay: { to_relay_p50_ms: 12, to_fold_p50_ms: 9, worker_cpu_ms: null },
    burst: { gifts: 20, product_per_s: 250, polled_per_s: 10 },
    pools: [
      { connections: 2, per_s: 400, rounds: [390, 400, 410] },
      { connections: 20, per_s: 805, rounds: [805] },
    ],
    growth: {
      small_gifts: 1_000,
      large_gifts: 20_000,
      small_ms: 4.5,
      large_ms: 4.95,
      large_vs_small: 1.1,
      lowest: 0.9,
      highest: 1.3,
    },
  },
  counts: {
    pledges_summed: 100_000,
    pledges_created: 9_000,
    notices_stored: 8_000,
    captures: 4_000,
    delays: 500,
    clicks: 3,
  },
  settings: {
    scale: "quick",
    rounds: 3,
    round_ms: 800,
    connections: 16,
    pool_max: 10,
    delay_rate_per_s: 50,
  },
  seed: 1,
  commit: null,
  has_local_changes: null,
  build_is_older_than_sources: false,
  node: "24.0.0",
  postgres: "18.4",
  machine: {
    system: "linux",
    processor: "Example",
    cores: 2,
    memory_gb: 4,
    load_before: 0.1,
    load_after: 3,
  },
  started_at: "2026-11-21T01:41:00.000Z",
  took_s: 61,
};

test("the file holds the public names, whole, and nothing unfinished stays beside it", () => {
  const file = writeReport(folder, report);
  expect(path.basename(file)).toBe("bench.json");
  const read = zReport.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(read).toEqual(report);
  expect(Object.keys(read.ratios)).toEqual(
    expect.arrayContaining([
      "totals_vs_sum",
      "totals_vs_bare",
      "pledge_vs_bare",
      "webhook_vs_bare",
      "hot_vs_many",
    ]),
  );
  expect(Object.keys(read.delays_ms)).toEqual(
    expect.arrayContaining(["capture_to_total_p50", "capture_to_total_p99"]),
  );
  expect(readdirSync(folder)).toEqual(["bench.json"]);
});

test.each([
  ["a ratio that is no number", "hot_vs_many", { ratios: { ...report.ratios, hot_vs_many: Number.NaN } }],
  ["a ratio of nothing", "totals_vs_sum", { ratios: { ...report.ratios, totals_vs_sum: 0 } }],
  [
    "a negative delay",
    "capture_to_total_p50",
    { delays_ms: { ...report.delays_ms, capture_to_total_p50: -1 } },
  ],
  ["an unknown name", "surprise", { surprise: 1 }],
])("%s (%s) never becomes a report", (_what, named, change) => {
  const before = readFileSync(writeReport(folder, report), "utf8");
  expect(() => writeReport(folder, { ...report, ...change })).toThrow(named);
  expect(readFileSync(path.join(folder, "bench.json"), "utf8")).toBe(before);
});

test("people read every ratio with its range, the delay, and what is unknown as unknown", () => {
  const text = printedReport(report);
  expect(text).toMatch(/totals: product \/ SUM at read time +45\.6 +40\.4 +50\.5/);
  expect(text).toMatch(/webhook\n {2}product +1,234 +4\.2 +20 +unknown\n {2}bare +1,234 +4\.2 +20 +0\.11/);
  expect(text).toContain("at 50 captures/s: p50 31.5 ms, p99 77.7 ms, longest 90.1 ms (500 gifts)");
  expect(text).toContain("the total on another page after 640 ms, longest 901 ms (3 gifts)");
  expect(text).toContain("2 connections: 400/s, 20 connections: 805/s");
  expect(text).toContain(
    "with 20,000 gifts 1.1 times that with 1,000 (0.9 to 1.3): 4.95 ms instead of 4.5 ms",
  );
  expect(text).toContain("load 0.1 before, 3 after");
});

test("columns stand under each other, whatever is missing", () => {
  expect(table([["a", "1"], ["longer", "22", "3"], ["alone"]])).toBe("a        1\nlonger  22  3\nalone");
  expect(table([])).toBe("");
});
