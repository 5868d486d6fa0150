import { ensureBuild, runTool } from "@careforall/world";
import { readOptions } from "./options.ts";

await runTool(async (undo) => {
  const options = readOptions(process.argv.slice(2));
  await ensureBuild(undo);
  // Only now: the build makes the database client that it imports.
  const { runBench } = await import("./run-bench.ts");
  await runBench(options, undo);
  return true;
});
