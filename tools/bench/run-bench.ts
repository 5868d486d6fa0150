import type { Options } from "./options.ts";
import type { BenchRun } from "./measures/bench-run.ts";
import { measureAll } from "./measures/measure-all.ts";
import { runProfile } from "./profile/run-profile.ts";
import { printedReport } from "./report/print-report.ts";
import { writeReport } from "./report/write-report.ts";
import { randomFrom, REPORTS, type Undo } from "@careforall/world";
import { startWorld } from "./world/start-world.ts";

/** The whole run, on an existing build: measures or profile. */
export async function runBench(options: Options, undo: Undo): Promise<void> {
  const startedAt = new Date();
  console.log("starting PostgreSQL and planting");
  const world = await startWorld(undo);
  const run: BenchRun = { world, options, random: randomFrom(options.seed), signal: undo.signal, undo };
  if (options.profile !== null) return runProfile(run, options.profile);
  const report = await measureAll(run, startedAt);
  if (report === null) return;
  const file = writeReport(REPORTS, report);
  console.log(`\n${printedReport(report)}\n\nwritten to ${file}`);
}
