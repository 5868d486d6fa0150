import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 1_000;

export type IncidentsCommand = { readonly limit: number };

/** What the person wants. Throws StartError with the usage. */
export function incidentsCommandOf(args: readonly string[]): IncidentsCommand {
  const wrong = new StartError(
    `This is not understood: pnpm incidents ${args.join(" ")}\npnpm incidents [--limit 1 to ${LIMIT_MAX}]`,
  );
  const text = limitOf(args, wrong);
  const limit = text === undefined ? LIMIT_DEFAULT : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) throw wrong;
  return { limit };
}

function limitOf(args: readonly string[], wrong: StartError): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { limit: { type: "string" } } }).values.limit;
  } catch {
    throw wrong;
  }
}
