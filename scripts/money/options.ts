import { parseArgs } from "node:util";
import * as z from "zod";
import { REFUND_KINDS } from "../../packages/domain/src/refund/index.ts";
import { StartError } from "../platform/start-error.ts";
import { type CaseCommand, caseCommandOf } from "./case-options.ts";
import { keyOf } from "./key.ts";

const USAGE = `pnpm money show <reference>      the attempts, refunds and ledger of a gift; <reference> is of a gift or a payment, or its id
pnpm money show --case <id>      the refunds and the ledger of a case of held money
pnpm money refund --payment <reference> --amount 200.00 --kind donor_request --reason "…" [--by <who>] [--key …] [--preview]
                                 says who bears what and orders a refund, or with --preview says only that;
                                 the same command twice is one refund, unless --key differs
pnpm money record-refund --payment <reference> --provider-refund <id> --amount 200.00 --kind duplicate --reason "…" [--by <who>]
                                 records a refund that was made at the provider, after asking it
pnpm money settle --payment <reference> --net 487.50 [--fee 12.50] [--date 2026-11-21] [--by <who>]
pnpm money settle --charge <val_id> --net 487.50 [--fee 12.50] [--date 2026-11-21]
                                 enters that the provider paid a charge out to the bank; without --fee it kept the rest
pnpm money settle --file statement.csv [--apply] [--by <who>]
                                 says what a statement would post, or with --apply posts it (docs/money.md, Settling)
pnpm money send-receipt --gift <reference> [--by <who>]
                                 sends a receipt that the reconciliation suppressed; asked again, it says how it stands
pnpm money review [--after <cursor>]      what waits for a person: odd words of a provider, and cases of held money
pnpm money accept --case <id> --reason "…" [--by <who>]
                                 makes held money the gift of its pledge
pnpm money refund --case <id> --amount 200.00 --kind mistake --reason "…" [--by <who>] [--key …]
                                 gives held money back
kinds: ${REFUND_KINDS.join(", ")}`;

/** Who somebody at the command line is; without it, the user of the operating system. */
const zBy = { by: z.string().trim().min(1).max(100).optional() };
type By = { readonly by: string | undefined };

const zRefunding = z.strictObject({
  payment: z.string(),
  amount: z.string(),
  kind: z.enum(REFUND_KINDS),
  reason: z.string(),
});
const zShow = z.tuple([z.literal("show"), z.string()]);
const zOrder = zRefunding.extend({ ...zBy, key: z.string().optional(), preview: z.literal(true).optional() });
const zRecord = zRefunding.extend({ ...zBy, "provider-refund": z.string() });
const zReceipt = z.strictObject({ ...zBy, gift: z.string() });
const zSettled = { ...zBy, net: z.string(), fee: z.string().optional(), date: z.iso.date().optional() };
const zSettle = z.union([
  z.strictObject({ payment: z.string(), ...zSettled }),
  z.strictObject({ charge: z.string().min(1).max(100), ...zSettled }),
]);
const zSettleFile = z.strictObject({ ...zBy, file: z.string(), apply: z.literal(true).optional() });

type Refunding = z.output<typeof zRefunding>;

export type SettleCommand = By & {
  readonly verb: "settle";
  /** The attempt, as the person named it, or the provider's id of the charge. */
  readonly of: { readonly payment: string } | { readonly charge: string };
  readonly net: string;
  readonly fee: string | null;
  readonly date: string | null;
};
export type SettleFileCommand = By & {
  readonly verb: "settle-file";
  readonly file: string;
  readonly isApplied: boolean;
};
export type PaymentCommand =
  | { readonly verb: "show"; readonly payment: string }
  | (Refunding & By & { readonly verb: "refund"; readonly key: string; readonly isPreview: boolean })
  | (Refunding & By & { readonly verb: "record-refund"; readonly providerRefundId: string });
export type ReceiptCommand = By & {
  readonly verb: "send-receipt";
  /** The gift or its payment, as the person named it. */
  readonly gift: string;
};
export type MoneyCommand = CaseCommand | PaymentCommand | ReceiptCommand | SettleCommand | SettleFileCommand;

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
    const { key, preview, by, ...refunding } = data;
    return { ...refunding, by, verb: "refund", key: key ?? keyOf(refunding), isPreview: preview === true };
  },
  "record-refund": (values) => {
    const { data } = zRecord.safeParse(values);
    if (data === undefined) return null;
    const { "provider-refund": providerRefundId, by, ...refunding } = data;
    return { ...refunding, by, verb: "record-refund", providerRefundId };
  },
  "send-receipt": (values) => {
    const { data } = zReceipt.safeParse(values);
    return data === undefined ? null : { verb: "send-receipt", gift: data.gift, by: data.by };
  },
  settle: (values) => {
    const file = zSettleFile.safeParse(values).data;
    if (file !== undefined) {
      return { verb: "settle-file", file: file.file, isApplied: file.apply === true, by: file.by };
    }
    const { data } = zSettle.safeParse(values);
    if (data === undefined) return null;
    const of = "payment" in data ? { payment: data.payment } : { charge: data.charge };
    const { net, fee = null, date = null, by } = data;
    return { verb: "settle", of, net, fee, date, by };
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
    gift: text,
  };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw wrong;
  }
}
