import { type Context, newId, newToken } from "../../packages/api/src/context/index.ts";
import { LiveHub } from "../../packages/api/src/live/index.ts";
import { createLogger, createMetrics } from "../../packages/api/src/observe/index.ts";
import { recordProviderRefund, requestRefund } from "../../packages/api/src/refund/index.ts";
import type { Settings } from "../../packages/api/src/settings/index.ts";
import type { Db } from "../../packages/db/src/client/index.ts";
import { isCurrency, type Money, parseDecimal } from "../../packages/domain/src/money/index.ts";
import { createProviders } from "../../packages/providers/src/registry/index.ts";
import { StartError } from "../platform/start-error.ts";
import { findPayment } from "./find-payment.ts";
import type { MoneyCommand } from "./options.ts";
import { runCaseCommand } from "./run-case-command.ts";
import { showPayment } from "./show-payment.ts";

/** Does what the person wants through the verbs, and answers what the payment looks like then. */
export async function runCommand(db: Db, settings: Settings, command: MoneyCommand): Promise<string> {
  const ctx = contextOn(db, settings);
  if (command.verb === "review" || command.verb === "accept" || command.verb === "refund-case")
    return runCaseCommand(ctx, command);
  const paymentId = await findPayment(db, command.payment);
  if (command.verb !== "show") {
    const { kind, reason } = command;
    const words = { paymentId, kind, reason, money: await moneyOf(db, paymentId, command.amount) };
    await (command.verb === "refund"
      ? requestRefund(ctx, { ...words, key: command.key })
      : recordProviderRefund(ctx, { ...words, providerRefundId: command.providerRefundId }));
  }
  return showPayment(ctx, paymentId);
}

/** What was typed, in the currency in which the payment was captured. */
async function moneyOf(db: Db, paymentId: string, amount: string): Promise<Money> {
  const payment = await db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const currency = payment.capturedCurrency ?? payment.currency;
  const parsed = isCurrency(currency) ? parseDecimal(amount, currency) : null;
  if (parsed === null) throw new StartError(`${amount} is no amount of ${currency}: type it like 200.00`);
  return parsed;
}

/** A composition root like the worker's, for one command; the worker's loops see what it commits. */
function contextOn(db: Db, settings: Settings): Context {
  const silent = { start: async () => {}, stop: async () => {} };
  return {
    db,
    newId,
    newToken,
    providers: createProviders(settings),
    hub: new LiveHub(silent),
    wake: () => {},
    log: createLogger("money", "error"),
    metrics: createMetrics(),
    origin: { requestId: "command", traceparent: null },
    config: {
      webUrl: settings.web.url,
      formSecret: settings.formSecret,
      mailDomain: new URL(settings.web.url).hostname,
    },
  };
}
