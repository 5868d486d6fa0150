import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm run rebuild                       folds every read model again, beside the live one, and prints what differs (exit 1)
pnpm run rebuild --swap [--by name]    and puts the rebuilt rows in the place of those that differ`;

export type RebuildCommand = {
  /** Whether rows that differ are to be replaced. */
  readonly mayReplace: boolean;
  readonly who: string;
};

/** What the person wants. Throws StartError with the usage. */
export function rebuildCommandOf(args: readonly string[], user = userInfo().username): RebuildCommand {
  try {
    const options = { swap: { type: "boolean" }, by: { type: "string" } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return { mayReplace: values.swap === true, who: values.by?.trim() || user };
  } catch {
    throw new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  }
}
