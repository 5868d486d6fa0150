import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm audit-log verify [--head <entry>:<hash>]   reads the whole chain and computes every hash again (exit 1 = it is broken);
                                    --head: a line of the worker's log, which nobody with the database alone can change
pnpm audit-log list [--action refund] [--subject <id>] [--actor <name or id>] [--before <entry>]
                                    what staff have changed and what was refused to whom, newest first`;

export type AuditLogCommand =
  | { readonly verb: "verify"; readonly head: { readonly seq: bigint; readonly hash: string } | null }
  | {
      readonly verb: "list";
      readonly action: string | null;
      readonly subjectId: string | null;
      readonly actor: string | null;
      readonly before: bigint | null;
    };

const HEAD = /^(\d{1,18}):([0-9a-f]{64})$/;
const SEQ = /^\d{1,18}$/;

/** What the person wants. Throws StartError with the usage. */
export function auditLogCommandOf(args: readonly string[]): AuditLogCommand {
  const wrong = new StartError(`This is not understood: pnpm audit-log ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const [verb, ...more] = positionals;
  if (more.length > 0) throw wrong;
  if (verb === "verify") return verifyOf(values, wrong);
  if (verb !== "list" || values.head !== undefined) throw wrong;
  const { action = null, subject: subjectId = null, actor = null, before } = values;
  if (before !== undefined && !SEQ.test(before)) throw wrong;
  return { verb, action, subjectId, actor, before: before === undefined ? null : BigInt(before) };
}

function verifyOf(
  { head, ...others }: ReturnType<typeof parse>["values"],
  wrong: StartError,
): AuditLogCommand {
  if (Object.keys(others).length > 0) throw wrong;
  if (head === undefined) return { verb: "verify", head: null };
  const [, seq, hash] = HEAD.exec(head) ?? [];
  if (seq === undefined || hash === undefined) throw wrong;
  return { verb: "verify", head: { seq: BigInt(seq), hash } };
}

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  const options = { head: text, action: text, subject: text, actor: text, before: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw wrong;
  }
}
