import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { loadHttp, type Target } from "../load/http-load.ts";
import { createPledges, get, sendNotices } from "../load/targets.ts";
import type { BenchRun } from "../measures/bench-run.ts";
import { measureDelay } from "../measures/delay.ts";
import { type HttpStage, openHttpStage } from "../measures/http-stage.ts";
import type { Profiled } from "../options.ts";
import { table } from "../report/table.ts";
import { nowUs, REPORTS } from "@careforall/world";
import type { Running } from "../world/program.ts";
import { type ProfileSummary, summarizeProfile, zCpuProfile } from "./summarize-profile.ts";

const WARM_UP_MS = 4_000;
const LOAD_MS = 10_000;
const ROWS_MAX = 18;
/** Fine enough for requests of a millisecond. */
const SAMPLE_US = 250;

/** Where a process spends its time under one load. Keeps the profile under reports/ for a viewer. */
export async function runProfile(run: BenchRun, what: Profiled): Promise<void> {
  const folder = path.join(REPORTS, `profile-${what}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const flags = ["--cpu-prof", "--cpu-prof-dir", folder, "--cpu-prof-interval", String(SAMPLE_US)];
  const {
    process: profiled,
    count,
    fromUs,
    toUs,
  } = what === "worker" ? await loadWorker(run, flags) : await loadWeb(run, what, flags);
  await profiled.stop(); // it writes the profile when it ends
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error(`the ${profiled.name} wrote no profile`);
  const profile = zCpuProfile.parse(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  console.log(`${what}: ${count} ${what === "worker" ? "gifts" : "requests"} while profiled`);
  console.log(printed(summarizeProfile(profile, fromUs, toUs), count));
  console.log(`\nthe whole profile: ${path.join(folder, file)}`);
}

type Loaded = {
  readonly process: Running;
  /** Requests or gifts between the two moments. */
  readonly count: number;
  readonly fromUs: number;
  readonly toUs: number;
};

async function loadWeb(
  run: BenchRun,
  what: Exclude<Profiled, "worker">,
  flags: readonly string[],
): Promise<Loaded> {
  const stage = await openHttpStage(run, flags);
  const target = targetOf(run, stage, what);
  await loadHttp(target, WARM_UP_MS, run.signal);
  const fromUs = nowUs();
  const { answered } = await loadHttp(target, LOAD_MS, run.signal);
  return { process: stage.web, count: answered, fromUs, toUs: nowUs() };
}

/** The same steady gifts as the measure of the delay; the worker's first second is in it. */
async function loadWorker(run: BenchRun, flags: readonly string[]): Promise<Loaded> {
  const { worker, count, fromUs, toUs } = await measureDelay(run, flags);
  return { process: worker, count, fromUs, toUs };
}

function targetOf(
  { world, options, random }: BenchRun,
  { big, open }: HttpStage,
  what: Exclude<Profiled, "worker">,
): Target {
  let number = 0;
  switch (what) {
    case "totals":
      return get(`${world.webUrl}/api/v1/campaigns/${big.slug}/totals`);
    case "pledge":
      return createPledges(`${world.webUrl}/api/v1/pledges`, {
        slug: open.slug,
        seed: options.seed,
        side: "profile",
        random,
      });
    case "webhook":
      return sendNotices(`${world.webUrl}/api/webhooks/sslcommerz`, world.store, () => ++number);
  }
}

function printed({ busyMs, layers, areas, functions, ours }: ProfileSummary, requests: number): string {
  const rows = (title: string, times: readonly (readonly [string, number])[]): string =>
    table([
      [title, "share", "µs each"],
      ...times
        .slice(0, ROWS_MAX)
        .map(([name, ms]) => [
          `  ${name}`,
          `${((ms * 100) / busyMs).toFixed(1)} %`,
          ((ms * 1_000) / requests).toFixed(1),
        ]),
    ]);
  return [
    `busy ${Math.round(busyMs)} ms, ${((busyMs * 1_000) / requests).toFixed(0)} µs each`,
    rows("by layer", layers),
    rows("own time, by place", areas),
    rows("own time, by function", functions),
    rows("functions of ours, with what they called", ours),
  ].join("\n\n");
}
