import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm reconcile                      compares our books with the provider's, and posts what the provider confirms
  --dry-run                         only shows what differs
  --file transactions.csv           compares with this statement of the merchant panel too
  --from 2026-11-20 --to 2026-11-21 every payment begun in this time (days in Dhaka, or instants like 2026-11-20T18:00:00Z);
                                    also the time that the statement covers, if it covers more than its lines show
  --with-mail                       gifts that it posts get their receipts by mail
pnpm reconcile close <finding> --reason "why"   closes a finding that only people can settle
exit code: 0 the books agree, or all of it is repaired; 2 something is left for people; 1 it could not be done`;

export type ReconcileCommand =
  | {
      readonly kind: "run";
      readonly isDryRun: boolean;
      readonly isMailing: boolean;
      readonly file: string | null;
      readonly window: { readonly from: Date; readonly to: Date } | null;
      readonly who: string;
    }
  | { readonly kind: "close"; readonly id: string; readonly reason: string; readonly who: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** What the person wants. Throws StartError with the usage. */
export function reconcileCommandOf(args: readonly string[], user = userInfo().username): ReconcileCommand {
  const wrong = new StartError(`This is not understood: pnpm reconcile ${args.join(" ")}\n${USAGE}`);
  const { values, positionals } = parse(args, wrong);
  const who = values.by?.trim() || user;
  if (positionals.length > 0) return closeOf(positionals, values, who, wrong);
  if (values.reason !== undefined) throw wrong;
  return {
    kind: "run",
    isDryRun: values["dry-run"] ?? false,
    isMailing: values["with-mail"] ?? false,
    file: values.file ?? null,
    window: windowOf(values.from, values.to, wrong),
    who,
  };
}

type Values = ReturnType<typeof parse>["values"];

function closeOf(
  [verb, id, ...more]: readonly string[],
  values: Values,
  who: string,
  wrong: StartError,
): ReconcileCommand {
  const { reason = "", by: _by, ...others } = values;
  const isClose = verb === "close" && id !== undefined && UUID.test(id) && more.length === 0;
  if (!isClose || reason.trim() === "" || Object.keys(others).length > 0) throw wrong;
  return { kind: "close", id, reason: reason.trim(), who };
}

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = {
    "dry-run": flag,
    "with-mail": flag,
    file: text,
    from: text,
    to: text,
    reason: text,
    by: text,
  };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw wrong;
  }
}

/** Both ends or none. A day begins and ends in Dhaka, where the provider keeps its books. */
function windowOf(
  from: string | undefined,
  to: string | undefined,
  wrong: StartError,
): { readonly from: Date; readonly to: Date } | null {
  if (from === undefined && to === undefined) return null;
  const window = { from: timeOf(from ?? "", "00:00:00.000"), to: timeOf(to ?? "", "23:59:59.999") };
  if (window.from === null || window.to === null || window.from > window.to) throw wrong;
  return { from: window.from, to: window.to };
}

function timeOf(text: string, timeOfDay: string): Date | null {
  if (!DAY.test(text) && !INSTANT.test(text)) return null;
  const at = new Date(DAY.test(text) ? `${text}T${timeOfDay}+06:00` : text);
  return Number.isNaN(at.getTime()) ? null : at;
}
