import { MEASURES, type Measure } from "../options.ts";
import { sidesOf } from "../report/print-report.ts";
import { makeReport, type Results } from "../report/make-report.ts";
import type { Report } from "../report/report-shape.ts";
import { table } from "../report/table.ts";
import { percentile } from "../statistics/statistics.ts";
import { isBuildOld, describeMachine, load, readRevision } from "@careforall/world";
import type { BenchRun } from "./bench-run.ts";
import { measureCaptures } from "./captures.ts";
import { measureDelay } from "./delay.ts";
import { openHttpStage } from "./http-stage.ts";
import { measurePledge } from "./pledge.ts";
import { measureTotals } from "./totals.ts";
import { measureWebhook } from "./webhook.ts";

/** Runs what was asked for, telling each result as it comes. Null for a partial run: that makes no report. */
export async function measureAll(run: BenchRun, startedAt: Date): Promise<Report | null> {
  const loadBefore = load();
  if (isBuildOld())
    console.log("the production build is older than the sources (pnpm build makes a new one)");
  const wanted = new Set<Measure>(run.options.only ?? MEASURES);
  const results: Partial<Results> = {};
  await measureHttp(run, wanted, results);
  if (wanted.has("captures")) {
    results.captures = await measureCaptures(run);
    const { hot, many } = results.captures;
    tell([["captures/s, each round"], ["  hot", ...hot.map(String)], ["  many", ...many.map(String)]]);
  }
  if (wanted.has("delay")) {
    results.delays = (await measureDelay(run)).delays;
    const { all, toRelayMs, toFoldMs } = results.delays;
    tell([
      ["capture to public total", "p50 ms", "p99 ms", "to relay", "to fold"],
      [
        "  each gift",
        ...[percentile(all, 50), percentile(all, 99), toRelayMs, toFoldMs].map((ms) => ms.toFixed(1)),
      ],
    ]);
  }
  if (!isWhole(results)) return null;
  return makeReport(results, {
    scale: run.options.scale,
    seed: run.options.seed,
    ...readRevision(),
    build_is_older_than_sources: isBuildOld(),
    node: process.versions.node,
    postgres: run.world.cluster.version,
    machine: { ...describeMachine(), load_before: loadBefore, load_after: load() },
    startedAt,
    endedAt: new Date(),
  });
}

async function measureHttp(
  run: BenchRun,
  wanted: ReadonlySet<Measure>,
  results: Partial<Results>,
): Promise<void> {
  if (!(["totals", "pledge", "webhook"] as const).some((measure) => wanted.has(measure))) return;
  const stage = await openHttpStage(run);
  const header = ["", "requests/s", "p50 ms", "p99 ms", "CPU ms each"];
  if (wanted.has("totals")) {
    results.totals = await measureTotals(run, stage);
    tell([header, ...sidesOf("totals", results.totals.sides)]);
  }
  if (wanted.has("pledge")) {
    results.pledge = await measurePledge(run, stage);
    tell([header, ...sidesOf("create pledge", results.pledge.sides)]);
  }
  if (wanted.has("webhook")) {
    results.webhook = await measureWebhook(run, stage);
    tell([header, ...sidesOf("webhook", results.webhook.sides)]);
  }
  // What comes next is measured without these two beside it.
  await stage.web.stop();
  await stage.bare.stop();
}

const tell = (rows: string[][]): void => console.log(table(rows));

const isWhole = (results: Partial<Results>): results is Results =>
  results.totals !== undefined &&
  results.pledge !== undefined &&
  results.webhook !== undefined &&
  results.captures !== undefined &&
  results.delays !== undefined;
