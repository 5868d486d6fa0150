import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { DEAD_SOURCES, type DeadSource } from "../../packages/db/src/dead-letter/sources.ts";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm dead list [--source inbox|delivery|job]
pnpm dead replay <source> <id> --reason "why" [--by name]
pnpm dead replay --all [--source inbox|delivery|job] --reason "why" [--by name]`;

export type DeadCommand =
  | { readonly kind: "list"; readonly source: DeadSource | null }
  | {
      readonly kind: "replay";
      /** Null: all of them. */
      readonly id: string | null;
      readonly source: DeadSource | null;
      readonly reason: string;
      readonly who: string;
    };

/** What the person wants. Throws StartError with the usage: a replay without a reason is none. */
export function deadCommandOf(args: readonly string[], user = userInfo().username): DeadCommand {
  const wrong = new StartError(`This is not understood: pnpm dead ${args.join(" ")}\n${USAGE}`);
  const { values, positionals } = parse(args, wrong);
  const [verb, ...names] = positionals;
  if (verb === "list" && names.length === 0 && values.all !== true && values.reason === undefined) {
    return { kind: "list", source: sourceOf(values.source, wrong) };
  }
  const reason = values.reason?.trim() ?? "";
  if (verb !== "replay" || reason === "") throw wrong;
  return { kind: "replay", ...targetOf(values, names, wrong), reason, who: values.by?.trim() || user };
}

/** Either all, perhaps of one source, or one by its source and id. */
function targetOf(
  values: { readonly all?: boolean; readonly source?: string },
  names: readonly string[],
  wrong: StartError,
): { readonly source: DeadSource | null; readonly id: string | null } {
  if (values.all === true) {
    if (names.length > 0) throw wrong;
    return { source: sourceOf(values.source, wrong), id: null };
  }
  const [source, id] = names;
  if (names.length !== 2 || id === undefined || values.source !== undefined) throw wrong;
  return { source: sourceOf(source, wrong), id };
}

function parse(args: readonly string[], wrong: StartError) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        source: { type: "string" },
        reason: { type: "string" },
        by: { type: "string" },
        all: { type: "boolean" },
      },
    });
  } catch {
    throw wrong;
  }
}

function sourceOf(text: string | undefined, wrong: StartError): DeadSource | null {
  if (text === undefined) return null;
  const source = DEAD_SOURCES.find((known) => known === text);
  if (source === undefined) throw wrong;
  return source;
}
