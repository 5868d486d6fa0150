import * as z from "zod";

const zFigure = z.number().nonnegative();

/** One side of a comparison over HTTP; figures are medians of rounds. */
export const zHttpSide = z.strictObject({
  /** Answered with success, per second. */
  requests_per_s: zFigure.positive(),
  p50_ms: zFigure,
  p99_ms: zFigure,
  /** Processor time of the serving process alone, per request; null where the system does not tell. */
  cpu_ms: zFigure.nullable(),
  /** Every round's requests per second, in the order they ran. */
  rounds: z.array(zFigure.positive()).min(1),
});
export type HttpSide = z.output<typeof zHttpSide>;

const zSpread = z.strictObject({ lowest: zFigure, highest: zFigure });

const zRounds = z.array(zFigure.positive()).min(1);

const zCaptures = z.strictObject({
  hot_per_s: zFigure.positive(),
  many_per_s: zFigure.positive(),
  hot_rounds: zRounds,
  many_rounds: zRounds,
  /** The same with the total of the campaign updated inside the transaction that captures. */
  hot_in_capture_per_s: zFigure.positive(),
  many_in_capture_per_s: zFigure.positive(),
});

/** Gifts made public per second when so many come at once. */
const zBurst = z.strictObject({
  gifts: z.int().positive(),
  product_per_s: zFigure.positive(),
  polled_per_s: zFigure.positive(),
});

/** Captures per second of one process with so many connections. */
const zPool = z.strictObject({ connections: z.int().positive(), per_s: zFigure.positive(), rounds: zRounds });

/** What a gift costs where few gifts are and where many are. */
const zGrowth = z.strictObject({
  small_gifts: z.int().positive(),
  large_gifts: z.int().positive(),
  small_ms: zFigure.positive(),
  large_ms: zFigure.positive(),
  /** Less is better; 1 means that a gift costs the same. */
  large_vs_small: zFigure.positive(),
  lowest: zFigure,
  highest: zFigure,
});

/** Where the delay goes, by the worker's own times, and what a gift costs the worker. */
const zDelay = z.strictObject({
  to_relay_p50_ms: zFigure,
  to_fold_p50_ms: zFigure,
  worker_cpu_ms: zFigure.nullable(),
});

const zMachine = z.strictObject({
  system: z.string(),
  processor: z.string(),
  cores: z.int().positive(),
  memory_gb: zFigure,
  /** Runnable processes over the last minute, before we began and at our end: others' work and ours. */
  load_before: zFigure,
  load_after: zFigure,
});

/**
 * `reports/bench.json`. The names of `ratios` and `delays_ms` are public and stay; ratios are product over rival, so
 * more is better, and 1 means "as fast".
 */
export const zReport = z.strictObject({
  ratios: z.strictObject({
    totals_vs_sum: zFigure.positive(),
    totals_vs_bare: zFigure.positive(),
    pledge_vs_bare: zFigure.positive(),
    webhook_vs_bare: zFigure.positive(),
    hot_vs_many: zFigure.positive(),
    /** Against the same two statements as the product's, instead of everything in one. */
    pledge_vs_bare_same_statements: zFigure.positive(),
    /** Captures of one campaign: against the design that updates its total inside the capture. */
    hot_vs_in_capture: zFigure.positive(),
    /** Gifts made public after a burst: against an outbox of which ten rows are taken each second. */
    burst_vs_polled: zFigure.positive(),
  }),
  delays_ms: z.strictObject({
    capture_to_total_p50: zFigure,
    capture_to_total_p99: zFigure,
    capture_to_total_max: zFigure,
    /** In a browser: from the click that pays to the total on a page that somebody else has open. */
    click_to_other_page_p50: zFigure,
    click_to_other_page_max: zFigure,
    /** In a browser: from the click that sends the form to the provider's page. */
    form_to_wallet_p50: zFigure,
  }),
  /** The same names as in `ratios`: the lowest and highest ratio of two rounds that ran beside each other. */
  spreads: z.record(z.string(), zSpread),
  measures: z.strictObject({
    totals: z.strictObject({ product: zHttpSide, bare: zHttpSide, sum: zHttpSide }),
    pledge: z.strictObject({ product: zHttpSide, bare: zHttpSide, bare_same_statements: zHttpSide }),
    webhook: z.strictObject({ product: zHttpSide, bare: zHttpSide }),
    captures: zCaptures,
    delay: zDelay,
    burst: zBurst,
    pools: z.array(zPool).min(1),
    growth: zGrowth,
  }),
  counts: z.strictObject({
    pledges_summed: z.int().positive(),
    pledges_created: z.int().positive(),
    notices_stored: z.int().positive(),
    captures: z.int().positive(),
    delays: z.int().positive(),
    clicks: z.int().positive(),
  }),
  settings: z.strictObject({
    scale: z.enum(["quick", "full"]),
    rounds: z.int().positive(),
    round_ms: z.int().positive(),
    connections: z.int().positive(),
    pool_max: z.int().positive(),
    delay_rate_per_s: z.int().positive(),
  }),
  seed: z.int().nonnegative(),
  commit: z.string().nullable(),
  /** Whether the working tree had changes that the commit does not tell of. */
  has_local_changes: z.boolean().nullable(),
  build_is_older_than_sources: z.boolean(),
  node: z.string(),
  postgres: z.string(),
  machine: zMachine,
  started_at: z.iso.datetime(),
  took_s: zFigure,
});
export type Report = z.output<typeof zReport>;
