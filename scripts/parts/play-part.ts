import { explain } from "../platform/start-error.ts";
import { type Part, runPart } from "./run-part.ts";
import { stopPartsOnSignals } from "./stop.ts";
import { tell } from "./tell.ts";

/**
 * A command that plays one long part, shown as it comes, after what that needs, told only when it fails. `plan` reads
 * what was typed and may throw a StartError. Sets the exit code: 0 when the part has passed.
 */
export async function playPart(needs: readonly Part[], plan: () => Part): Promise<void> {
  stopPartsOnSignals();
  try {
    process.exitCode = (await play(needs, plan())) ? 0 : 1;
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

async function play(needs: readonly Part[], part: Part): Promise<boolean> {
  for (const need of needs) {
    const made = await runPart(need, "quiet");
    if (made.outcome === "passed") continue;
    tell(made);
    return false;
  }
  return (await runPart(part, "live")).outcome === "passed";
}
