import { MEASURES, type Measure } from "../options.ts";
import { growthWords, sidesOf } from "../report/print-report.ts";
import { growthOf, makeReport, type Results } from "../report/make-report.ts";
import type { Report } from "../report/report-shape.ts";
import { table } from "../report/table.ts";
import { compareRounds, percentile } from "../statistics/statistics.ts";
import { isBuildOld, describeMachine, load, readRevision } from "@careforall/world";
import type { BenchRun } from "./bench-run.ts";
import { measureBurst } from "./burst.ts";
import { measureCaptures } from "./captures.ts";
import { measureClicks } from "./click.ts";
import { measureDelay } from "./delay.ts";
import { measureGrowth } from "./growth.ts";
import { openHttpStage } from "./http-stage.ts";
import { measurePledge } from "./pledge.ts";
import { measurePools } from "./pools.ts";
import { measureSignIns } from "./sign-ins.ts";
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
  await measureVerbs(run, wanted, results);
  await measureWorker(run, wanted, results);
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

type Part = (run: BenchRun, wanted: ReadonlySet<Measure>, results: Partial<Results>) => Promise<void>;

const measureHttp: Part = async (run, wanted, results) => {
  if (!(["totals", "pledge", "webhook", "sign_ins"] as const).some((measure) => wanted.has(measure))) return;
  const stage = await openHttpStage(run);
  const header = ["", "requests/s", "p50 ms", "p99 ms", "CPU ms each"];
  if (wanted.has("totals")) {
    results.totals = await measureTotals(run, stage);
    const { product, bare, sum } = results.totals.sides;
    tell([header, ...sidesOf("totals", results.totals.sides)]);
    tell([ratioOf("product / SUM", product.rounds, sum.rounds)]);
    tell([ratioOf("product / bare", product.rounds, bare.rounds)]);
  }
  if (wanted.has("pledge")) {
    results.pledge = await measurePledge(run, stage);
    const { product, bare } = results.pledge.sides;
    tell([header, ...sidesOf("create pledge", results.pledge.sides)]);
    tell([ratioOf("product / bare", product.rounds, bare.rounds)]);
  }
  if (wanted.has("webhook")) {
    results.webhook = await measureWebhook(run, stage);
    const { product, bare } = results.webhook.sides;
    tell([header, ...sidesOf("webhook", results.webhook.sides)]);
    tell([ratioOf("product / bare", product.rounds, bare.rounds)]);
  }
  if (wanted.has("sign_ins")) {
    const { alone, crowded, p99Ms, judged, sentAway } = await measureSignIns(run, stage);
    tell([
      [`promises/s while 200 people sign in (${judged} judged, ${sentAway} told to come again)`],
      row("alone", alone),
      row("crowded", crowded),
      row("p99 ms alone", p99Ms.alone),
      row("p99 ms crowded", p99Ms.crowded),
    ]);
    tell([ratioOf("crowded / alone", crowded, alone)]);
  }
  // What comes next is measured without these two beside it.
  await stage.web.stop();
  await stage.bare.stop();
};

const measureVerbs: Part = async (run, wanted, results) => {
  if (wanted.has("captures")) {
    results.captures = await measureCaptures(run);
    const { count: _count, ...sides } = results.captures;
    tell([["captures/s, each round"], ...Object.entries(sides).map(([name, rounds]) => row(name, rounds))]);
  }
  if (wanted.has("pools")) {
    results.pools = await measurePools(run);
    tell([
      ["captures/s by connections"],
      ...[...results.pools].map(([size, rounds]) => row(String(size), rounds)),
    ]);
  }
  if (wanted.has("growth")) {
    results.growth = await measureGrowth(run);
    console.log(growthWords(growthOf(results.growth)));
  }
};

const measureWorker: Part = async (run, wanted, results) => {
  if (wanted.has("delay")) {
    const { delays, worker, simulator } = await measureDelay(run);
    results.delays = delays;
    const { all, toRelayMs, toFoldMs, workerCpuMs } = delays;
    const figures = [percentile(all, 50), percentile(all, 99), toRelayMs, toFoldMs, workerCpuMs ?? 0];
    tell([
      ["capture to public total", "p50 ms", "p99 ms", "to relay", "to fold", "worker CPU ms each"],
      ["  each gift", ...figures.map((ms) => ms.toFixed(1))],
    ]);
    await worker.stop();
    await simulator.stop();
  }
  if (wanted.has("burst")) {
    results.burst = await measureBurst(run);
    const { product, polled } = results.burst;
    tell([["gifts made public per second"], row("product", product), row("polled outbox", polled)]);
  }
  if (wanted.has("click")) {
    results.clicks = await measureClicks(run);
    const { formToWallet, payToOtherPage } = results.clicks;
    tell([
      ["in a browser, ms of each gift"],
      row("form to wallet", formToWallet.map(Math.round)),
      row("pay to other page", payToOtherPage.map(Math.round)),
    ]);
  }
};

const tell = (rows: string[][]): void => console.log(table(rows));

const row = (name: string, rounds: readonly number[]): string[] => [
  `  ${name.replaceAll("_", " ")}`,
  ...rounds.map(String),
];

function ratioOf(name: string, ours: readonly number[], theirs: readonly number[]): string[] {
  const { ratio, lowest, highest } = compareRounds(ours, theirs);
  return [`  ${name}`, ratio.toPrecision(3), `(${lowest.toPrecision(3)} to ${highest.toPrecision(3)})`];
}

const isWhole = (results: Partial<Results>): results is Results =>
  results.totals !== undefined &&
  results.pledge !== undefined &&
  results.webhook !== undefined &&
  results.captures !== undefined &&
  results.pools !== undefined &&
  results.growth !== undefined &&
  results.delays !== undefined &&
  results.burst !== undefined &&
  results.clicks !== undefined;
