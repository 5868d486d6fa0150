import { OptionsError } from "./typed.ts";
import { EXIT_STOPPED, Stopped, Undo } from "./undo.ts";

/**
 * The frame of a tool: runs it, undoes what it started, and ends the process with 0 when it answers that all is right,
 * 1 when it does not or fails, 130 after Ctrl-C. Never returns: signal handlers would hold the process open.
 */
export async function runTool(tool: (undo: Undo) => Promise<boolean>): Promise<never> {
  const undo = new Undo();
  /** What went wrong first: an abort makes whatever was under way fail too. */
  const tell = (error: unknown): void => {
    const reason: unknown = undo.signal.aborted ? undo.signal.reason : error;
    process.exitCode = reason instanceof Stopped ? EXIT_STOPPED : 1;
    if (reason instanceof Stopped) return;
    console.error(reason instanceof OptionsError ? reason.message : reason);
  };
  try {
    if (!(await tool(undo))) process.exitCode = 1;
  } catch (error) {
    tell(error);
  }
  try {
    await undo.all();
  } catch (error) {
    tell(error);
  }
  process.exit();
}
