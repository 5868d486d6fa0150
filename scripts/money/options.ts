import { parseArgs } from "node:util";
import * as z from "zod";
import { REFUND_KINDS } from "../../packages/domain/src/refund/index.ts";
import { StartError } from "../platform/start-error.ts";
import { type CaseCommand, caseCommandOf } from "./case-options.ts";
import { keyOf } from "./key.ts";

const USAGE = `pnpm money show <reference>      the attempts, refunds and ledger of a gift; <reference> is of a gift or a payment, or its id
pnpm money refund --payment <reference> --amount 200.00 --kind donor_request --reason "…" [--key …]
                                 orders a refund; the same command twice is one refund, unless --key differs
pnpm money record-refund --payment <reference> --provider-refund <id> --amount 200.00 --kind duplicate --reason "…"
                                 records a refund that was made at the provider, after asking it
pnpm money review [--after <cursor>]      what waits for a person: odd words of a provider, and cases of held money
pnpm money accept --case <id> --reason "…" [--by <who>]
                                 makes held money the gift of its pledge
pnpm money refund --case <id> --amount 200.00 --kind mistake --reason "…" [--by <who>] [--key …]
                                 gives held money back
kinds: ${REFUND_KINDS.join(", ")}`;

const zRefunding = z.strictObject({
  payment: z.string(),
  amount: z.string(),
  kind: z.enum(REFUND_KINDS),
  reason: z.string(),
});
const zShow = z.tuple([z.literal("show"), z.string()]);
const zOrder = zRefunding.extend({ key: z.string().optional() });
const zRecord = zRefunding.extend({ "provider-refund": z.string() });

type Refunding = z.output<typeof zRefunding>;

export type MoneyCommand =
  | CaseCommand
  | { readonly verb: "show"; readonly payment: string }
  | (Refunding & { readonly verb: "refund"; readonly key: string })
  | (Refunding & { readonly verb: "record-refund"; readonly providerRefundId: string });

/** What the person wants. Throws StartError with the usage. */
export function commandOf(args: readonly string[]): MoneyCommand {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const show = zShow.safeParse(positionals);
  if (show.success && Object.keys(values).length === 0) return { verb: "show", payment: show.data[1] };
  if (positionals.length !== 1) throw wrong;
  return caseCommandOf(positionals[0], values) ?? refundingOf(positionals[0], values) ?? unreadable(wrong);
}

function refundingOf(verb: string | undefined, values: unknown): MoneyCommand | null {
  if (verb === "refund") {
    const { data } = zOrder.safeParse(values);
    return data === undefined ? null : { ...data, verb, key: data.key ?? keyOf(data) };
  }
  const { data } = zRecord.safeParse(values);
  if (verb !== "record-refund" || data === undefined) return null;
  const { "provider-refund": providerRefundId, ...refunding } = data;
  return { verb, ...refunding, providerRefundId };
}

function unreadable(wrong: StartError): never {
  throw wrong;
}

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  const options = {
    payment: text,
    case: text,
    by: text,
    after: text,
    amount: text,
    kind: text,
    reason: text,
    key: text,
    "provider-refund": text,
  };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw wrong;
  }
}
