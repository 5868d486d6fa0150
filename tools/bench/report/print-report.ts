import type { HttpSide, Report } from "./report-shape.ts";
import { table } from "./table.ts";

const RATIO_WORDS: Readonly<Record<keyof Report["ratios"], string>> = {
  totals_vs_sum: "totals: product / SUM at read time",
  totals_vs_bare: "totals: product / bare handler",
  pledge_vs_bare: "create pledge: product / bare, one statement",
  pledge_vs_bare_same_statements: "create pledge: product / bare, same statements",
  webhook_vs_bare: "webhook: product / bare handler",
  hot_vs_many: "captures: one campaign / many",
  hot_vs_in_capture: "captures, one campaign: product / total inside",
  burst_vs_polled: "burst made public: product / polled outbox",
};

/** The report for people. */
export function printedReport(report: Report): string {
  const { measures, delays_ms: delays, machine, settings, counts } = report;
  const sides = [
    ...sidesOf("totals", measures.totals),
    ...sidesOf("create pledge", measures.pledge),
    ...sidesOf("webhook", measures.webhook),
  ];
  return [
    table([["over HTTP", "requests/s", "p50 ms", "p99 ms", "CPU ms each"], ...sides]),
    "",
    table([
      ["captures through the verb", "per second"],
      ["  all to one campaign", show(measures.captures.hot_per_s)],
      ["  spread over many", show(measures.captures.many_per_s)],
      ["  one campaign, total inside", show(measures.captures.hot_in_capture_per_s)],
      ["  many, total inside", show(measures.captures.many_in_capture_per_s)],
    ]),
    "",
    poolWords(measures.pools),
    growthWords(measures.growth),
    "",
    table([["ratios (more is better)", "median", "lowest", "highest"], ...ratioRows(report)]),
    "",
    `capture → public total at ${settings.delay_rate_per_s} captures/s: ` +
      `p50 ${show(delays.capture_to_total_p50)} ms, p99 ${show(delays.capture_to_total_p99)} ms, ` +
      `longest ${show(delays.capture_to_total_max)} ms (${counts.delays} gifts)`,
    `  of which to the relay ${show(measures.delay.to_relay_p50_ms)} ms and on to the fold ${show(measures.delay.to_fold_p50_ms)} ms (p50)`,
    `in a browser: the provider's page ${show(delays.form_to_wallet_p50)} ms after the form, and after paying ` +
      `the total on another page after ${show(delays.click_to_other_page_p50)} ms, longest ${show(delays.click_to_other_page_max)} ms (${counts.clicks} gifts)`,
    "",
    `${machine.cores} × ${machine.processor}, ${machine.system}; load ${machine.load_before} before, ${machine.load_after} after; ` +
      `Node ${report.node}, PostgreSQL ${report.postgres}; ${settings.rounds} rounds of ${settings.round_ms} ms; took ${report.took_s} s`,
  ].join("\n");
}

export const poolWords = (pools: Report["measures"]["pools"]): string =>
  `captures by size of the pool: ${pools.map((pool) => `${pool.connections} connections: ${show(pool.per_s)}/s`).join(", ")}`;

export const growthWords = (growth: Report["measures"]["growth"]): string =>
  `cost of a gift with ${show(growth.large_gifts)} gifts ${growth.large_vs_small} times that with ` +
  `${show(growth.small_gifts)} (${growth.lowest} to ${growth.highest}): ${growth.large_ms} ms instead of ${growth.small_ms} ms`;

/** Partial runs print their sides with this too. */
export const sidesOf = (measure: string, sides: Readonly<Record<string, HttpSide>>): string[][] => [
  [measure],
  ...Object.entries(sides).map(([name, side]) => [
    `  ${name.replaceAll("_", " ")}`,
    show(side.requests_per_s),
    show(side.p50_ms),
    show(side.p99_ms),
    side.cpu_ms === null ? "unknown" : show(side.cpu_ms),
  ]),
];

function ratioRows({ ratios, spreads }: Report): string[][] {
  return Object.entries(ratios).map(([name, ratio]) => {
    const spread = spreads[name];
    return [
      RATIO_WORDS[name as keyof Report["ratios"]],
      show(ratio),
      ...(spread === undefined ? [] : [show(spread.lowest), show(spread.highest)]),
    ];
  });
}

const show = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString("en") : String(value);
