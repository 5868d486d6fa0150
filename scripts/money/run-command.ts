import { recordingRefusals } from "../../packages/api/src/audit/index.ts";
import type { Context } from "../../packages/api/src/context/index.ts";
import { previewRefund, recordProviderRefund, requestRefund } from "../../packages/api/src/refund/index.ts";
import type { Settings } from "../../packages/api/src/settings/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { isCurrency, type Money, parseDecimal } from "../../packages/domain/src/money/index.ts";
import { contextOn } from "../platform/command-context.ts";
import { StartError } from "../platform/start-error.ts";
import { describePreview } from "./describe-preview.ts";
import { findPayment } from "./find-payment.ts";
import { isAboutCases } from "./case-options.ts";
import type { MoneyCommand, PaymentCommand } from "./options.ts";
import { runCaseCommand } from "./run-case-command.ts";
import { sendSuppressedReceipt } from "./send-suppressed-receipt.ts";
import { settle, settleFile } from "./settle.ts";
import { showPayment } from "./show-payment.ts";
import { triedBy } from "./tried-by.ts";

/**
 * Does what the person wants through the verbs, and answers how it looks then. `tell` is told what comes before. What a
 * rule refuses is in the audit log.
 */
export async function runCommand(
  db: Db,
  settings: Settings,
  command: MoneyCommand,
  tell: (text: string) => void,
): Promise<string> {
  const ctx = contextOn(db, settings, "money", "by" in command ? command.by : undefined);
  const tried = triedBy(command);
  const run = () => runOn(ctx, command, tell);
  return tried === null ? run() : recordingRefusals(ctx, tried, run);
}

async function runOn(ctx: Context, command: MoneyCommand, tell: (text: string) => void): Promise<string> {
  if (command.verb === "settle-file") return settleFile(ctx, command);
  if (command.verb === "settle") return settle(ctx, command);
  if (isAboutCases(command)) return runCaseCommand(ctx, command);
  if (command.verb === "send-receipt") return sendSuppressedReceipt(ctx, command);
  const paymentId = await findPayment(ctx.db, command.payment);
  if (command.verb !== "show") await refund(ctx, paymentId, command, tell);
  return showPayment(ctx, paymentId);
}

async function refund(
  ctx: Context,
  paymentId: string,
  command: Exclude<PaymentCommand, { verb: "show" }>,
  tell: (text: string) => void,
): Promise<void> {
  const { kind, reason } = command;
  const words = { paymentId, kind, reason, money: await moneyOf(ctx.db, paymentId, command.amount) };
  if (command.verb === "record-refund") {
    await recordProviderRefund(ctx, { ...words, providerRefundId: command.providerRefundId });
    return;
  }
  const isOrdered = await isKnown(ctx.db, paymentId, command.key);
  tell(isOrdered ? "This refund is ordered already." : describePreview(await previewRefund(ctx, words)));
  if (!command.isPreview) await requestRefund(ctx, { ...words, key: command.key });
}

const isKnown = async (db: Db, paymentId: string, requestKey: string): Promise<boolean> =>
  (await db.prisma.refund.count({ where: { paymentId, requestKey } })) > 0;

/** What was typed, in the currency in which the payment was captured. */
async function moneyOf(db: Db, paymentId: string, amount: string): Promise<Money> {
  const payment = await db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const currency = payment.capturedCurrency ?? payment.currency;
  const parsed = isCurrency(currency) ? parseDecimal(amount, currency) : null;
  if (parsed === null) throw new StartError(`${amount} is no amount of ${currency}: type it like 200.00`);
  return parsed;
}
