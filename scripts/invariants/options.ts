import { parseArgs } from "node:util";
import type { InvariantKind } from "../../packages/db/src/invariants/index.ts";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm invariants              what must hold of the database at any moment (exit 1 when it does not)
pnpm invariants --liveness   also what should have happened by now; for a platform that has settled
pnpm invariants --quick      the same as without: judging takes seconds`;

/** Which kinds of invariants the person wants judged. Throws StartError with the usage. */
export function kindsOf(args: readonly string[]): readonly InvariantKind[] {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { liveness: { type: "boolean" }, quick: { type: "boolean" } },
    });
    if (values.liveness === true && values.quick === true) throw wrong;
    return values.liveness === true ? ["safety", "liveness"] : ["safety"];
  } catch {
    throw wrong;
  }
}
