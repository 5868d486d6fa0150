import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

/** The consumers that can be stopped (packages/api/src/outbox/subscriptions.ts, whose test compares). */
export const STOPPABLE = ["totals", "public_gifts", "receipts", "donations", "account_mail"] as const;
type Stoppable = (typeof STOPPABLE)[number];

const USAGE = `pnpm consumers list
pnpm consumers pause ${STOPPABLE.join("|")} --reason "why" [--by name]
pnpm consumers resume ${STOPPABLE.join("|")} [--by name]`;

export type ConsumerCommand =
  | { readonly kind: "list" }
  | { readonly kind: "pause"; readonly consumer: Stoppable; readonly reason: string; readonly who: string }
  | { readonly kind: "resume"; readonly consumer: Stoppable; readonly who: string };

/** What the person wants. Throws StartError with the usage: nobody stops anything without saying why. */
export function consumerCommandOf(args: readonly string[], user = userInfo().username): ConsumerCommand {
  const wrong = new StartError(`This is not understood: pnpm consumers ${args.join(" ")}\n${USAGE}`);
  const { values, positionals } = parse(args, wrong);
  const [verb, name] = positionals;
  const asked: Asked = { reason: values.reason?.trim() ?? null, who: values.by?.trim() || user };
  const command = positionals.length > 2 ? null : commandOf(verb, name, asked);
  if (command === null) throw wrong;
  return command;
}

type Asked = { readonly reason: string | null; readonly who: string };

function commandOf(
  verb: string | undefined,
  name: string | undefined,
  { reason, who }: Asked,
): ConsumerCommand | null {
  if (verb === "list" && name === undefined && reason === null) return { kind: "list" };
  const consumer = STOPPABLE.find((known) => known === name);
  if (consumer === undefined) return null;
  if (verb === "pause" && reason !== null && reason !== "") return { kind: "pause", consumer, reason, who };
  return verb === "resume" && reason === null ? { kind: "resume", consumer, who } : null;
}

function parse(args: readonly string[], wrong: StartError) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { reason: { type: "string" }, by: { type: "string" } },
    });
  } catch {
    throw wrong;
  }
}
