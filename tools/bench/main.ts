import { OptionsError, readOptions } from "./options.ts";
import { ensureBuild, EXIT_STOPPED, Stopped, Undo } from "@careforall/world";

const undo = new Undo();

/** What went wrong first: an abort makes whatever was under way fail too. */
function tell(error: unknown): void {
  const reason: unknown = undo.signal.aborted ? undo.signal.reason : error;
  process.exitCode = reason instanceof Stopped ? EXIT_STOPPED : 1;
  if (reason instanceof Stopped) return;
  if (reason instanceof OptionsError) console.error(reason.message);
  else console.error(reason);
}

try {
  const options = readOptions(process.argv.slice(2));
  await ensureBuild(undo);
  // Only now: the build makes the database client that it imports.
  const { runBench } = await import("./run-bench.ts");
  await runBench(options, undo);
} catch (error) {
  tell(error);
}
try {
  await undo.all();
} catch (error) {
  tell(error);
}
process.exit(); // signal handlers hold the process open
