import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm run rebuild          folds every read model again, beside the live one, and prints what differs (exit 1)
pnpm run rebuild --swap   and puts the rebuilt rows in the place of those that differ`;

/** Whether rows that differ are to be replaced. Throws StartError with the usage. */
export function mayReplaceOf(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { swap: { type: "boolean" } } }).values.swap === true;
  } catch {
    throw new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  }
}
