import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { REFUND_KINDS, type RefundKind } from "../../packages/domain/src/refund/index.ts";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm money show <reference>      the attempts, refunds and ledger of a gift; <reference> is of a gift or a payment, or its id
pnpm money refund --payment <reference> --amount 200.00 --kind donor_request --reason "…" [--key …]
                                 orders a refund; the same command twice is one refund, unless --key differs
pnpm money record-refund --payment <reference> --provider-refund <id> --amount 200.00 --kind duplicate --reason "…"
                                 records a refund that was made at the provider, after asking it
kinds: ${REFUND_KINDS.join(", ")}`;

type Refunding = {
  readonly payment: string;
  readonly amount: string;
  readonly kind: RefundKind;
  readonly reason: string;
};

export type MoneyCommand =
  | { readonly verb: "show"; readonly payment: string }
  | ({ readonly verb: "refund"; readonly key: string } & Refunding)
  | ({ readonly verb: "record-refund"; readonly providerRefundId: string } & Refunding);

/** What the person wants. Throws StartError with the usage. */
export function commandOf(args: readonly string[]): MoneyCommand {
  const wrong = new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  const { positionals, values } = parse(args, wrong);
  const [verb, payment, ...rest] = positionals;
  if (rest.length > 0) throw wrong;
  if (verb === "show" && payment !== undefined && Object.keys(values).length === 0) return { verb, payment };
  if (payment !== undefined || (verb !== "refund" && verb !== "record-refund")) throw wrong;
  const kind = REFUND_KINDS.find((known) => known === values.kind);
  const { payment: named, amount, reason, "provider-refund": providerRefundId } = values;
  if (named === undefined || amount === undefined || kind === undefined || reason === undefined) throw wrong;
  const refunding = { payment: named, amount, kind, reason };
  if (verb === "refund") {
    if (providerRefundId !== undefined) throw wrong;
    return { verb, ...refunding, key: values.key ?? keyOf(refunding) };
  }
  if (providerRefundId === undefined || values.key !== undefined) throw wrong;
  return { verb, ...refunding, providerRefundId };
}

function parse(args: readonly string[], wrong: StartError) {
  const text = { type: "string" } as const;
  const options = {
    payment: text,
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

/** Equal commands have equal keys: an impatient second Enter gives nothing back twice. */
const keyOf = (refunding: Refunding): string =>
  `command:${createHash("sha256").update(JSON.stringify(refunding)).digest("base64url")}`;
