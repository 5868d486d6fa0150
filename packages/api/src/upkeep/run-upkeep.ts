import { isDue, noteUpkeep, runAlone } from "@careforall/db/upkeep";
import type { Context } from "../context/index.ts";
import { UPKEEP_TASKS, type UpkeepTask } from "./tasks.ts";

/**
 * Runs the tasks whose time has come, one after the other; any number of workers may try at once. Answers how many ran.
 * One that fails is noted with its error, logged, and due again after its interval like any other.
 */
export async function runUpkeep(
  ctx: Context,
  {
    tasks = UPKEEP_TASKS,
    signal = new AbortController().signal,
  }: {
    readonly tasks?: readonly UpkeepTask[];
    /** The process is to end: what is under way is cut off and due again at the next start. */
    readonly signal?: AbortSignal;
  } = {},
): Promise<number> {
  let ran = 0;
  for (const task of tasks) {
    if (signal.aborted || !(await isDue(ctx.db, task.name, task.everyMs))) continue;
    // Asked again under the lock: whoever gets it after another's run finds the task not due.
    const hasRun = await runAlone(ctx.db, task.name, async () => {
      if (!(await isDue(ctx.db, task.name, task.everyMs))) return false;
      await runTask(ctx, task, signal);
      return true;
    });
    if (hasRun === true) ran += 1;
  }
  return ran;
}

async function runTask(ctx: Context, task: UpkeepTask, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const ms = (): number => Math.round(performance.now() - startedAt);
  try {
    const done = await task.run(ctx, signal);
    if (signal.aborted) return;
    await noteUpkeep(ctx.db, { task: task.name, ms: ms(), done, error: null });
    ctx.log.info({ task: task.name, done, ms: ms() }, "scheduled upkeep ran");
  } catch (error) {
    if (signal.aborted) return;
    ctx.log.error({ task: task.name, err: error }, "scheduled upkeep failed");
    const message = error instanceof Error ? error.message : String(error);
    await noteUpkeep(ctx.db, { task: task.name, ms: ms(), done: 0, error: message });
  }
}
