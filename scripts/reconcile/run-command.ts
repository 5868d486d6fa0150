import { closeFinding, reconcile } from "../../packages/api/src/reconciliation/index.ts";
import type { Settings } from "../../packages/api/src/settings/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { contextOn } from "../platform/command-context.ts";
import type { ReconcileCommand } from "./options.ts";
import { readStatementFile } from "./read-file.ts";
import { exitCodeOf, linesOf } from "./report.ts";

/** Whose statements `--file` names: the only provider there is. */
const STATEMENTS_OF = "sslcommerz";

/** Does what the person wants through the verbs. Answers what to print and the exit code. */
export async function runCommand(
  db: Db,
  settings: Settings,
  command: ReconcileCommand,
  { shown, signal }: { readonly shown: string; readonly signal: AbortSignal },
): Promise<{ readonly text: string; readonly exitCode: 0 | 1 | 2 }> {
  const ctx = contextOn(db, settings, "reconcile");
  if (command.kind === "close") {
    await closeFinding(ctx, command);
    return { text: `${command.id} is closed; the books were not changed.`, exitCode: 0 };
  }
  const { file, window, isDryRun, isMailing, who } = command;
  const provider = ctx.providers.get(STATEMENTS_OF);
  const statement =
    file === null || provider === undefined ? undefined : await readStatementFile(provider, file);
  const done = await reconcile(ctx, {
    isDryRun,
    isMailing,
    trigger: "command",
    who,
    statement,
    window: window ?? undefined,
    signal,
  });
  return { text: linesOf(done, shown), exitCode: exitCodeOf(done) };
}
