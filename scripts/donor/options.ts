import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm donor history --email <address> [--campaign <words>] [--year 2026] [--limit 20] [--after <cursor>]
                                       a donor's promises and what became of each, newest first
pnpm donor statistics --email <address>   what a donor gave, per currency
Only for support, about the person who asks: nothing of it is public.`;

export type DonorCommand =
  | { readonly verb: "statistics"; readonly email: string }
  | {
      readonly verb: "history";
      readonly email: string;
      readonly campaign: string | undefined;
      readonly year: string | undefined;
      readonly limit: string | undefined;
      readonly after: string | undefined;
    };

/** What the person wants; the verb judges the values. Throws StartError with the usage. */
export function donorCommandOf(args: readonly string[]): DonorCommand {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const [verb, ...rest] = positionals;
  const { email, campaign, year, limit, after } = values;
  if (rest.length > 0 || email === undefined) throw wrong;
  if (verb === "history") return { verb, email, campaign, year, limit, after };
  if (verb === "statistics" && Object.keys(values).length === 1) return { verb, email };
  throw wrong;
}

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  const options = { email: text, campaign: text, year: text, limit: text, after: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw wrong;
  }
}
