import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm admin create --email <address> [--name <name>]
  makes the first administrator and prints a page to set the password on, once, within 15 minutes`;

export type AdminCommand = { readonly email: string; readonly name: string | undefined };

/** What the person wants; the verb judges the values. Throws StartError with the usage. */
export function adminCommandOf(args: readonly string[]): AdminCommand {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const { email, name } = values;
  if (positionals.length !== 1 || positionals[0] !== "create" || email === undefined) throw wrong;
  return { email, name };
}

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { email: text, name: text } });
  } catch {
    throw wrong;
  }
}
