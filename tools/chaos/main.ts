import { ensureBuild, runTool, type Undo } from "@careforall/world";
import { type Options, readOptions } from "./options.ts";

type Passes = Extract<Options, { what: "passes" }>;

/** Each pass has a platform of its own, which is gone before the next one starts. */
async function runPasses({ passes, size, report }: Passes, undo: Undo): Promise<boolean> {
  await ensureBuild(undo);
  // Only now: the build makes the database client that these import.
  const { runPass } = await import("./run-pass.ts");
  const { PASS } = await import("./plan/passes.ts");
  const { printedPass, provenance, reportOf, writeReport } = await import("./report/report.ts");
  const { isRight } = await import("./report/pass-run.ts");
  const runs = [];
  for (const name of passes) {
    const run = await runPass(PASS[name], size, undo);
    await undo.all();
    console.log(`\n${printedPass(run)}\n`);
    runs.push(run);
  }
  console.log(`written to ${writeReport({ ...provenance(), ...reportOf(size.seed, runs) }, report)}`);
  return runs.every(isRight);
}

type Mutants = Extract<Options, { what: "mutants" }>;

async function plantMutants({ only, isUnderFire }: Mutants, undo: Undo): Promise<boolean> {
  if (isUnderFire) return plantUnderFire(only, undo);
  const { mutantsPart, runMutants } = await import("./mutants/run-mutants.ts");
  const { provenance, writeReport } = await import("./report/report.ts");
  const results = await runMutants(only, undo);
  const caught = results.filter(({ caughtBy }) => caughtBy !== null).length;
  console.log(`\n${caught} of ${results.length} caught`);
  // A part of them would pass for all.
  if (only === null) {
    const mutants = { ...mutantsPart(results), ...provenance() };
    console.log(`written to ${writeReport({ mutants })}`);
  }
  return caught === results.length;
}

async function plantUnderFire(only: readonly string[] | null, undo: Undo): Promise<boolean> {
  const { runUnderFire, underFirePart } = await import("./mutants/run-under-fire.ts");
  const { provenance, writeReport } = await import("./report/report.ts");
  const run = await runUnderFire(only, undo);
  const caught = run.results.filter(({ isCaught }) => isCaught).length;
  console.log(`\n${caught} of ${run.results.length} caught under fire`);
  if (only === null)
    console.log(
      `written to ${writeReport({ mutants_under_fire: { ...underFirePart(run), ...provenance() } })}`,
    );
  return caught === run.results.length;
}

type Stops = Extract<Options, { what: "stops" }>;

async function stopEach({ rounds, report }: Stops, undo: Undo): Promise<boolean> {
  await ensureBuild(undo);
  const { runStops } = await import("./stops/run-stops.ts");
  const { isStopsRight, printedStops, stopsPart } = await import("./stops/stops-run.ts");
  const { provenance, writeReport } = await import("./report/report.ts");
  const run = await runStops(rounds, undo);
  console.log(`\n${printedStops(run)}`);
  console.log(`written to ${writeReport({ stops: { ...stopsPart(run), ...provenance() } }, report)}`);
  return isStopsRight(run);
}

await runTool(async (undo) => {
  const options = readOptions(process.argv.slice(2));
  switch (options.what) {
    case "passes":
      return runPasses(options, undo);
    case "mutants":
      return plantMutants(options, undo);
    case "stops":
      return stopEach(options, undo);
  }
});
