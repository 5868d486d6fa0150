import type { Compared } from "../load/compare.ts";
import { CONNECTIONS } from "../load/http-load.ts";
import type { Delays } from "../measures/delay.ts";
import type { Scale } from "../options.ts";
import { SUMMED_PLEDGES } from "../plant/pledges.ts";
import { compareRounds, median, percentile, rounded } from "../statistics/statistics.ts";
import { POOL_MAX } from "../world/environment.ts";
import type { Report } from "./report-shape.ts";

/** What was measured. */
export type Results = {
  totals: Compared<"product" | "bare" | "sum">;
  pledge: Compared<"product" | "bare" | "bare_same_statements">;
  webhook: Compared<"product" | "bare">;
  captures: { readonly hot: readonly number[]; readonly many: readonly number[]; readonly count: number };
  delays: Delays;
};

/** Where, when and on what. */
export type Circumstances = Pick<
  Report,
  "seed" | "commit" | "has_local_changes" | "build_is_older_than_sources" | "node" | "postgres" | "machine"
> & { readonly scale: Scale; readonly startedAt: Date; readonly endedAt: Date };

const DIGITS = 3;

export function makeReport(results: Results, around: Circumstances): Report {
  const { totals, pledge, webhook, captures, delays } = results;
  const { scale, startedAt, endedAt, ...rest } = around;
  const compared = {
    totals_vs_sum: compareRounds(totals.sides.product.rounds, totals.sides.sum.rounds),
    totals_vs_bare: compareRounds(totals.sides.product.rounds, totals.sides.bare.rounds),
    pledge_vs_bare: compareRounds(pledge.sides.product.rounds, pledge.sides.bare.rounds),
    webhook_vs_bare: compareRounds(webhook.sides.product.rounds, webhook.sides.bare.rounds),
    hot_vs_many: compareRounds(captures.hot, captures.many),
    pledge_vs_bare_same_statements: compareRounds(
      pledge.sides.product.rounds,
      pledge.sides.bare_same_statements.rounds,
    ),
  };
  const sum = (answered: Readonly<Record<string, number>>): number =>
    Object.values(answered).reduce((all, count) => all + count, 0);
  return {
    ratios: mapValues(compared, ({ ratio }) => rounded(ratio, DIGITS)),
    delays_ms: {
      capture_to_total_p50: rounded(percentile(delays.all, 50), DIGITS),
      capture_to_total_p99: rounded(percentile(delays.all, 99), DIGITS),
      capture_to_total_max: rounded(percentile(delays.all, 100), DIGITS),
    },
    spreads: mapValues(compared, ({ lowest, highest }) => ({
      lowest: rounded(lowest, DIGITS),
      highest: rounded(highest, DIGITS),
    })),
    measures: {
      totals: totals.sides,
      pledge: pledge.sides,
      webhook: webhook.sides,
      captures: {
        hot_per_s: rounded(median(captures.hot), DIGITS),
        many_per_s: rounded(median(captures.many), DIGITS),
        hot_rounds: [...captures.hot],
        many_rounds: [...captures.many],
      },
      delay: {
        to_relay_p50_ms: rounded(delays.toRelayMs, DIGITS),
        to_fold_p50_ms: rounded(delays.toFoldMs, DIGITS),
        worker_cpu_ms: delays.workerCpuMs === null ? null : rounded(delays.workerCpuMs, DIGITS),
      },
    },
    counts: {
      pledges_summed: SUMMED_PLEDGES,
      pledges_created: sum(pledge.answered),
      notices_stored: sum(webhook.answered),
      captures: captures.count,
      delays: delays.all.length,
    },
    settings: {
      scale: scale.name,
      rounds: scale.rounds,
      round_ms: scale.roundMs,
      connections: CONNECTIONS,
      pool_max: POOL_MAX,
      delay_rate_per_s: scale.delayRate,
    },
    ...rest,
    started_at: startedAt.toISOString(),
    took_s: Math.round((endedAt.getTime() - startedAt.getTime()) / 1_000),
  };
}

const mapValues = <Name extends string, From, To>(
  values: Readonly<Record<Name, From>>,
  to: (value: From) => To,
): Record<Name, To> =>
  Object.fromEntries(Object.entries<From>(values).map(([name, value]) => [name, to(value)])) as Record<
    Name,
    To
  >;
