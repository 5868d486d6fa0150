import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm privacy tombstones                   prints whose data were erased, as digests, one line of JSON each
pnpm privacy erase-again --file <path>    after a restore: erases again who is on the list`;

export type PrivacyCommand =
  | { readonly verb: "tombstones" }
  | { readonly verb: "erase-again"; readonly file: string };

/** What the person wants. Throws StartError with the usage. */
export function privacyCommandOf(args: readonly string[]): PrivacyCommand {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const [verb, ...rest] = positionals;
  if (rest.length > 0) throw wrong;
  if (verb === "tombstones" && values.file === undefined) return { verb };
  if (verb === "erase-again" && values.file !== undefined) return { verb, file: values.file };
  throw wrong;
}

function parse(args: readonly string[], wrong: StartError) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { file: { type: "string" } } });
  } catch {
    throw wrong;
  }
}
