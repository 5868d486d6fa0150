import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { loadHttp, type Target } from "../load/http-load.ts";
import { createPledges, get, sendNotices } from "../load/targets.ts";
import type { BenchRun } from "../measures/bench-run.ts";
import { type HttpStage, openHttpStage } from "../measures/http-stage.ts";
import type { Profiled } from "../options.ts";
import { table } from "../report/table.ts";
import { REPORTS } from "../world/paths.ts";
import { type ProfileSummary, summarizeProfile, zCpuProfile } from "./summarize-profile.ts";

const WARM_UP_MS = 4_000;
const LOAD_MS = 10_000;
const ROWS_MAX = 18;
/** A sample each 250 µs: fine enough for requests of a millisecond. */
const SAMPLING_FLAGS = ["--cpu-prof-interval", "250"];
const NANOSECONDS_PER_US = 1_000n;

/** V8 stamps profiles with the clock that `hrtime` reads, in microseconds. */
const nowUs = (): number => Number(process.hrtime.bigint() / NANOSECONDS_PER_US);

/** Where the web process spends its time under one load. Keeps the profile under reports/ for a viewer. */
export async function runProfile(run: BenchRun, what: Profiled): Promise<void> {
  const folder = path.join(REPORTS, `profile-${what}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stage = await openHttpStage(run, ["--cpu-prof", "--cpu-prof-dir", folder, ...SAMPLING_FLAGS]);
  const target = targetOf(run, stage, what);
  await loadHttp(target, WARM_UP_MS, run.signal);
  const fromUs = nowUs();
  const round = await loadHttp(target, LOAD_MS, run.signal);
  const toUs = nowUs();
  await stage.web.stop(); // it writes the profile when it ends
  const [file] = existsSync(folder) ? readdirSync(folder) : [];
  if (file === undefined) throw new Error("the web wrote no profile");
  const profile = zCpuProfile.parse(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  console.log(`${what}: ${round.answered} requests, ${Math.round(round.requestsPerS)}/s while profiled`);
  console.log(printed(summarizeProfile(profile, fromUs, toUs), round.answered));
  console.log(`\nthe whole profile: ${path.join(folder, file)}`);
}

function targetOf({ world, options, random }: BenchRun, { big, open }: HttpStage, what: Profiled): Target {
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
      [title, "share", "µs per request"],
      ...times
        .slice(0, ROWS_MAX)
        .map(([name, ms]) => [
          `  ${name}`,
          `${((ms * 100) / busyMs).toFixed(1)} %`,
          ((ms * 1_000) / requests).toFixed(1),
        ]),
    ]);
  return [
    `busy ${Math.round(busyMs)} ms, ${((busyMs * 1_000) / requests).toFixed(0)} µs per request`,
    rows("by layer", layers),
    rows("own time, by place", areas),
    rows("own time, by function", functions),
    rows("functions of ours, with what they called", ours),
  ].join("\n\n");
}
