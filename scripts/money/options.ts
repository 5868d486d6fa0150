import { parseArgs } from "node:util";
import * as z from "zod";
import { REFUND_KINDS } from "../../packages/domain/src/refund/index.ts";
import { StartError } from "../platform/start-error.ts";
import { type CaseCommand, caseCommandOf } from "./case-options.ts";
import { keyOf } from "./key.ts";

const USAGE = `pnpm money show <reference>      the attempts, refunds and ledger of a gift; <reference> is of a gift or a payment, or its id
pnpm money show --case <id>      the refunds and the ledger of a case of held money
pnpm money refund --payment <reference> --amount 200.00 --kind donor_request --reason "…" [--key …] [--preview]
                                 says who bears what and orders a refund, or with --preview says only that;
                                 the same command twice is one refund, unless --key differs
pnpm money record-refund --payment <reference> --provider-refund <id> --amount 200.00 --kind duplicate --reason "…"
                                 records a refund that was made at the provider, after asking it
pnpm money settle --payment <reference> --net 487.50 [--fee 12.50] [--date 2026-11-21]
pnpm money settle --charge <val_id> --net 487.50 [--fee 12.50] [--date 2026-11-21]
                                 enters that the provider paid a charge out to the bank; without --fee it kept the rest
pnpm money settle --file statement.csv [--apply]
                                 says what a statement would post, or with --apply posts it (docs/money.md, Settling)
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
const zOrder = zRefunding.extend({ key: z.string().optional(), preview: z.literal(true).optional() });
const zRecord = zRefunding.extend({ "provider-refund": z.string() });
const zSettled = { net: z.string(), fee: z.string().optional(), date: z.iso.date().optional() };
const zSettle = z.union([
  z.strictObject({ payment: z.string(), ...zSettled }),
  z.strictObject({ charge: z.string().min(1).max(100), ...zSettled }),
]);
const zSettleFile = z.strictObject({ file: z.string(), apply: z.literal(true).optional() });

type Refunding = z.output<typeof zRefunding>;

export type SettleCommand = {
  readonly verb: "settle";
  /** The attempt, as the person named it, or the provider's id of the charge. */
  readonly of: { readonly payment: string } | { readonly charge: string };
  readonly net: string;
  readonly fee: string | null;
  readonly date: string | null;
};
export type SettleFileCommand = {
  readonly verb: "settle-file";
  readonly file: string;
  readonly isApplied: boolean;
};
export type PaymentCommand =
  | { readonly verb: "show"; readonly payment: string }
  | (Refunding & { readonly verb: "refund"; readonly key: string; readonly isPreview: boolean })
  | (Refunding & { readonly verb: "record-refund"; readonly providerRefundId: string });
export type MoneyCommand = CaseCommand | PaymentCommand | SettleCommand | SettleFileCommand;

/** What the person wants. Throws StartError with the usage. */
export function commandOf(args: readonly string[]): MoneyCommand {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const show = zShow.safeParse(positionals);
  if (show.success && Object.keys(values).length === 0) return { verb: "show", payment: show.data[1] };
  const [verb = ""] = positionals;
  const command =
    positionals.length === 1 ? (caseCommandOf(verb, values) ?? READERS[verb]?.(values) ?? null) : null;
  if (command === null) throw wrong;
  return command;
}

const READERS: Readonly<Record<string, (values: unknown) => MoneyCommand | null>> = {
  refund: (values) => {
    const { data } = zOrder.safeParse(values);
    if (data === undefined) return null;
    const { key, preview, ...refunding } = data;
    return { ...refunding, verb: "refund", key: key ?? keyOf(refunding), isPreview: preview === true };
  },
  "record-refund": (values) => {
    const { data } = zRecord.safeParse(values);
    if (data === undefined) return null;
    const { "provider-refund": providerRefundId, ...refunding } = data;
    return { ...refunding, verb: "record-refund", providerRefundId };
  },
  settle: (values) => {
    const file = zSettleFile.safeParse(values).data;
    if (file !== undefined) return { verb: "settle-file", file: file.file, isApplied: file.apply === true };
    const { data } = zSettle.safeParse(values);
    if (data === undefined) return null;
    const of = "payment" in data ? { payment: data.payment } : { charge: data.charge };
    return { verb: "settle", of, net: data.net, fee: data.fee ?? null, date: data.date ?? null };
  },
};

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
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
    preview: flag,
    charge: text,
    net: text,
    fee: text,
    date: text,
    file: text,
    apply: flag,
  };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw wrong;
  }
}
