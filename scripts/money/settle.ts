import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Context } from "../../packages/api/src/context/index.ts";
import {
  type ChargeName,
  importSettlements,
  settleCharge,
  type SettlementImport,
} from "../../packages/api/src/settlement/index.ts";
import {
  CURRENCIES,
  isCurrency,
  money,
  type Money,
  parseDecimal,
  toDecimal,
} from "../../packages/domain/src/money/index.ts";
import { assert } from "../../packages/domain/src/shared/index.ts";
import { StartError } from "../platform/start-error.ts";
import { findPayment } from "./find-payment.ts";
import type { SettleCommand, SettleFileCommand } from "./options.ts";
import { showPayment } from "./show-payment.ts";

/** The only provider that pays out today; a second one would be named in the command. */
const PROVIDER = "sslcommerz";

/** Beyond this the file is none of ours; nothing of it is read. */
const FILE_BYTES_MAX = 20 * 1024 * 1024;

/** More bad lines than this are counted, not shown. */
const BAD_LINES_SHOWN = 50;

/** Enters one settlement, and shows the payment, or the ledger's sentence about a charge that belongs to none. */
export async function settle(ctx: Context, command: SettleCommand): Promise<string> {
  const charge = await chargeOf(ctx, command.of);
  const currency = await currencyOf(ctx, charge);
  const net = amountOf(command.net, currency);
  const fee = command.fee === null ? null : amountOf(command.fee, currency);
  const view = await settleCharge(ctx, {
    charge,
    line: { gross: null, fee, net },
    settledOn: command.date,
    evidence: "entered by command",
  });
  if (view.paymentId !== null) return showPayment(ctx, view.paymentId);
  const written = (minor: bigint): string => `${toDecimal(money(minor, currency))} ${currency}`;
  const { grossMinor, feeMinor, netMinor } = view.settled;
  return `charge ${view.providerPaymentId} of no attempt: ${view.outcome}, ${written(grossMinor)} less ${written(feeMinor)} is ${written(netMinor)}`;
}

/** A payment stands for its own capture, unless it was paid more than once: then only the charge's id says which. */
async function chargeOf(ctx: Context, of: SettleCommand["of"]): Promise<ChargeName> {
  if ("charge" in of) return { provider: PROVIDER, providerPaymentId: of.charge, paymentId: null };
  return { provider: PROVIDER, providerPaymentId: null, paymentId: await findPayment(ctx.db, of.payment) };
}

/** The currency in which the ledger holds it; amounts are typed without one. */
async function currencyOf(ctx: Context, charge: ChargeName): Promise<Money["currency"]> {
  const own =
    charge.paymentId === null
      ? { reference: `${charge.provider}:${charge.providerPaymentId}` }
      : { paymentId: charge.paymentId };
  const entry = await ctx.db.prisma.ledgerEntry.findFirst({
    where: { account: "provider_clearing", posting: { kind: "capture", ...own } },
  });
  if (entry === null) throw new StartError("The ledger has no such charge. Nothing was posted.");
  assert(isCurrency(entry.currency), `${entry.currency} is one of ${CURRENCIES.join(", ")}`);
  return entry.currency;
}

function amountOf(text: string, currency: Money["currency"]): Money {
  const amount = parseDecimal(text, currency);
  if (amount === null) throw new StartError(`${text} is no amount of ${currency}: type it like 487.50`);
  return amount;
}

/** Reads a statement and says what became of each line, or would. */
export async function settleFile(ctx: Context, command: SettleFileCommand): Promise<string> {
  const text = await readStatement(command.file);
  const name = path.basename(command.file);
  const done = await importSettlements(ctx, { provider: PROVIDER, name, text, apply: command.isApplied });
  return describeImport(done, command.isApplied);
}

async function readStatement(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw new StartError(`There is no file ${file}.`);
  if (found.size > FILE_BYTES_MAX) throw new StartError(`${file} is larger than ${FILE_BYTES_MAX} bytes.`);
  return readFile(file, "utf8");
}

export function describeImport(
  { settled, duplicates, bad, sums }: SettlementImport,
  isApplied: boolean,
): string {
  const amounts = sums.map(({ currency, grossMinor, feeMinor, netMinor }) => {
    const written = (minor: bigint): string => `${toDecimal(money(minor, currency))} ${currency}`;
    return `  ${written(grossMinor)} less a fee of ${written(feeMinor)} is ${written(netMinor)} in the bank`;
  });
  const shown = bad.slice(0, BAD_LINES_SHOWN).map(({ line, why }) => `  line ${line}: ${why}`);
  const more = bad.length > shown.length ? [`  and ${bad.length - shown.length} more`] : [];
  return [
    `${settled} ${isApplied ? "settled" : "to settle"}, ${duplicates} settled before, ${bad.length} not understood or refused`,
    ...amounts,
    ...shown,
    ...more,
    ...(isApplied ? [] : ["Nothing was posted: this was a dry run. Add --apply to post it."]),
  ].join("\n");
}
