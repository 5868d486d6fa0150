import type { Compared } from "../load/compare.ts";
import { CONNECTIONS } from "../load/http-load.ts";
import type { BurstRounds } from "../measures/burst.ts";
import type { CaptureRounds } from "../measures/captures.ts";
import type { Clicks } from "../measures/click.ts";
import type { Delays } from "../measures/delay.ts";
import type { GrowthRounds } from "../measures/growth.ts";
import type { PoolRounds } from "../measures/pools.ts";
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
  captures: CaptureRounds;
  pools: PoolRounds;
  delays: Delays;
  burst: BurstRounds;
  growth: GrowthRounds;
  clicks: Clicks;
};

/** Where, when and on what. */
export type Circumstances = Pick<
  Report,
  "seed" | "commit" | "has_local_changes" | "build_is_older_than_sources" | "node" | "postgres" | "machine"
> & { readonly scale: Scale; readonly startedAt: Date; readonly endedAt: Date };

const DIGITS = 3;

export function makeReport(results: Results, around: Circumstances): Report {
  const { totals, pledge, webhook, captures, delays, burst, clicks } = results;
  const { scale, startedAt, endedAt, ...rest } = around;
  const compared = {
    totals_vs_sum: compareRounds(totals.sides.product.rounds, totals.sides.sum.rounds),
    totals_vs_bare: compareRounds(totals.sides.product.rounds, totals.sides.bare.rounds),
    pledge_vs_bare: compareRounds(pledge.sides.product.rounds, pledge.sides.bare.rounds),
    webhook_vs_bare: compareRounds(webhook.sides.product.rounds, webhook.sides.bare.rounds),
    hot_vs_many: compareRounds(captures.hot, captures.many),
    hot_vs_in_capture: compareRounds(captures.hot, captures.hot_in_capture),
    burst_vs_polled: compareRounds(burst.product, burst.polled),
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
      click_to_other_page_p50: middle(clicks.payToOtherPage),
      click_to_other_page_max: rounded(percentile(clicks.payToOtherPage, 100), DIGITS),
      form_to_wallet_p50: middle(clicks.formToWallet),
    },
    spreads: mapValues(compared, ({ lowest, highest }) => ({
      lowest: rounded(lowest, DIGITS),
      highest: rounded(highest, DIGITS),
    })),
    measures: measuresOf(results, scale),
    counts: {
      pledges_summed: SUMMED_PLEDGES,
      pledges_created: sum(pledge.answered),
      notices_stored: sum(webhook.answered),
      captures: captures.count,
      delays: delays.all.length,
      clicks: clicks.payToOtherPage.length,
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

function measuresOf(results: Results, scale: Scale): Report["measures"] {
  const { totals, pledge, webhook, captures, delays, burst } = results;
  return {
    totals: totals.sides,
    pledge: pledge.sides,
    webhook: webhook.sides,
    captures: {
      hot_per_s: middle(captures.hot),
      many_per_s: middle(captures.many),
      hot_rounds: [...captures.hot],
      many_rounds: [...captures.many],
      hot_in_capture_per_s: middle(captures.hot_in_capture),
      many_in_capture_per_s: middle(captures.many_in_capture),
    },
    delay: {
      to_relay_p50_ms: rounded(delays.toRelayMs, DIGITS),
      to_fold_p50_ms: rounded(delays.toFoldMs, DIGITS),
      worker_cpu_ms: delays.workerCpuMs === null ? null : rounded(delays.workerCpuMs, DIGITS),
    },
    burst: {
      gifts: scale.burst,
      product_per_s: middle(burst.product),
      polled_per_s: middle(burst.polled),
    },
    pools: [...results.pools].map(([connections, rounds]) => ({
      connections,
      per_s: middle(rounds),
      rounds: [...rounds],
    })),
    growth: growthOf(results.growth),
  };
}

/** The ratio's own turn: here less is better, because costs are compared and not speeds. */
export function growthOf({
  smallGifts,
  largeGifts,
  small,
  large,
}: GrowthRounds): Report["measures"]["growth"] {
  const { ratio, lowest, highest } = compareRounds(large, small);
  return {
    small_gifts: smallGifts,
    large_gifts: largeGifts,
    small_ms: middle(small),
    large_ms: middle(large),
    large_vs_small: rounded(ratio, DIGITS),
    lowest: rounded(lowest, DIGITS),
    highest: rounded(highest, DIGITS),
  };
}

const middle = (rounds: readonly number[]): number => rounded(median(rounds), DIGITS);

const mapValues = <Name extends string, From, To>(
  values: Readonly<Record<Name, From>>,
  to: (value: From) => To,
): Record<Name, To> =>
  Object.fromEntries(Object.entries<From>(values).map(([name, value]) => [name, to(value)])) as Record<
    Name,
    To
  >;
