import type { Context } from "../../packages/api/src/context/index.ts";
import { acceptHeld, listReviews, refundCase } from "../../packages/api/src/held/index.ts";
import { printLedger } from "../../packages/api/src/ledger/index.ts";
import type { ReviewRow } from "../../packages/db/src/held/index.ts";
import { isCurrency, type Money, parseDecimal } from "../../packages/domain/src/money/index.ts";
import { assert, referenceOf } from "../../packages/domain/src/shared/index.ts";
import { StartError } from "../platform/start-error.ts";
import type { CaseCommand } from "./case-options.ts";
import { describeCases, written } from "./describe-case.ts";

/** Lists what waits for a person, shows a case, or decides about one and answers what it looks like then. */
export async function runCaseCommand(ctx: Context, command: CaseCommand): Promise<string> {
  if (command.verb === "review") {
    const { rows, next } = await listReviews(ctx, { after: command.after });
    if (rows.length === 0) return "Nothing waits for a person.";
    const more = next === null ? [] : ["", `more: pnpm money review --after ${next}`];
    return [...rows.map(lineOf), ...more].join("\n");
  }
  if (command.verb === "show-case") return showCase(ctx, command.caseId);
  const { caseId, reason } = command;
  const by = nameOf(ctx);
  if (command.verb === "accept") await acceptHeld(ctx, { caseId, reason, by });
  else {
    const { kind, key, amount } = command;
    await refundCase(ctx, { caseId, kind, key, reason, by, money: await moneyOf(ctx, caseId, amount) });
  }
  return showCase(ctx, caseId);
}

/** As `--by` says, or the user of the operating system. */
export function nameOf({ actor }: Context): string {
  assert(actor?.kind === "command", "a command is given by somebody at the command line");
  return actor.name;
}

function lineOf({
  id,
  what,
  kind,
  at,
  paymentId,
  provider,
  currency,
  amountMinor,
  detail,
}: ReviewRow): string {
  const name = what === "case" ? `case ${id}` : `payment ${referenceOf(id)}`;
  const of = what === "case" && paymentId !== null ? ` of payment ${referenceOf(paymentId)}` : "";
  return `${at.toISOString()} ${name} ${kind} ${written(amountMinor, currency)} ${provider}${of}: ${detail}`;
}

/** A case with its refunds and their ledger, and the ledger of its payment, if it has one. */
async function showCase(ctx: Context, caseId: string): Promise<string> {
  const { lines, refundIds } = await describeCases(ctx, { id: caseId });
  if (lines.length === 0) throw new StartError(`There is no case ${caseId}.`);
  const { paymentId } = await ctx.db.prisma.moneyException.findUniqueOrThrow({ where: { id: caseId } });
  const of = { references: refundIds, ...(paymentId === null ? {} : { paymentId }) };
  return [...lines, "", await printLedger(ctx.db, of)].join("\n").trimEnd();
}

/** What was typed, in the currency of the case. */
async function moneyOf(ctx: Context, caseId: string, amount: string): Promise<Money> {
  const found = await ctx.db.prisma.moneyException.findUnique({ where: { id: caseId } });
  if (found === null) throw new StartError(`There is no case ${caseId}.`);
  const parsed = isCurrency(found.currency) ? parseDecimal(amount, found.currency) : null;
  if (parsed === null)
    throw new StartError(`${amount} is no amount of ${found.currency}: type it like 200.00`);
  return parsed;
}
