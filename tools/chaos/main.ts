import { ensureBuild, runTool, type Undo } from "@careforall/world";
import { type Options, readOptions } from "./options.ts";

type Passes = Extract<Options, { what: "passes" }>;

/** Each pass has a platform of its own, which is gone before the next one starts. */
async function runPasses({ passes, size }: Passes, undo: Undo): Promise<boolean> {
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
  console.log(`written to ${writeReport({ ...provenance(), ...reportOf(size.seed, runs) })}`);
  return runs.every(isRight);
}

await runTool(async (undo) => {
  const options = readOptions(process.argv.slice(2));
  if (options.what !== "passes") throw new Error("to come");
  return runPasses(options, undo);
});
