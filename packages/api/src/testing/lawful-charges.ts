import { money } from "@careforall/domain/money";
import { refundCase } from "../held/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { giveBack, settleRefund } from "./give-back.ts";
import { newKey, type Opened, openPage, promiseGift } from "./give.ts";
import { settleCaseRefund } from "./lawful-holds.ts";
import { captured } from "./scripted-provider.ts";
import { settleGift, settleStranger } from "./settle-gift.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;
type Charge = ReturnType<typeof captured>;

/** Everything that may rightly become of several different charges of one attempt; part of the lawful histories. */
export async function liveCharges(bench: Bench) {
  const gaveWay = await shortThenExact(bench);

  // Given back before the gift came: in part, wholly, and an order that the provider refused.
  const gaveWayRefunded = await learnCharges(
    bench,
    [shortOf],
    await openPage(bench, await promiseGift(bench)),
  );
  await settleRefund(bench, await giveBack(bench, gaveWayRefunded, 10_000n), "refunded");
  await settleRefund(bench, await giveBack(bench, gaveWayRefunded, 5_000n), "cancelled");
  const open = await giveBack(bench, gaveWayRefunded, 20_000n);
  await learnCharges(bench, [exactOf], gaveWayRefunded);
  await settleCaseRefund(bench, open.id);
  await settleRefund(bench, await giveBack(bench, gaveWayRefunded, 50_000n), "refunded");

  const gaveWayWholly = await learnCharges(bench, [shortOf], await openPage(bench, await promiseGift(bench)));
  await settleRefund(bench, await giveBack(bench, gaveWayWholly, 49_900n), "refunded");
  await learnCharges(bench, [exactOf], gaveWayWholly);

  // Settled before, beside and after; both have come to our bank.
  const gaveWaySettled = await learnCharges(
    bench,
    [riskyOf],
    await openPage(bench, await promiseGift(bench)),
  );
  await settleGift(bench, gaveWaySettled, 1_000n);
  await learnCharges(bench, [exactOf], gaveWaySettled);
  await settleGift(bench, gaveWaySettled, 1_000n);
  const settledAfter = await shortThenExact(bench);
  await settleStranger(bench, `short-${settledAfter.reference}`, 48_900n);

  // Its case gives it back, after the gift came.
  const caseId = await caseOfCharge(bench, `short-${gaveWay.reference}`);
  const words = { kind: "mistake", reason: "Not what was asked for", by: "Farida", key: newKey() } as const;
  const back = await refundCase(bench.ctx, { ...words, caseId, money: money(49_900n, "BDT") });
  await settleCaseRefund(bench, back.id);

  // Several that are held, and no gift among them.
  await learnCharges(bench, [riskyOf, shortOf, foreignOf], await openPage(bench, await promiseGift(bench)));
  return { gaveWay, gaveWayRefunded, gaveWaySettled };
}

const shortThenExact = async (bench: Bench): Promise<Opened> =>
  learnCharges(bench, [shortOf, exactOf], await openPage(bench, await promiseGift(bench)));

export const exactOf = ({ reference, totalMinor }: Opened): Charge =>
  captured(money(totalMinor, "BDT"), `exact-${reference}`);
export const riskyOf = ({ reference, totalMinor }: Opened): Charge =>
  captured(money(totalMinor, "BDT"), `risky-${reference}`, { isRisky: true });
export const shortOf = ({ reference, totalMinor }: Opened): Charge =>
  captured(money(totalMinor - 100n, "BDT"), `short-${reference}`);
export const foreignOf = ({ reference, totalMinor }: Opened): Charge =>
  captured(money(totalMinor, "USD"), `foreign-${reference}`);

/** The provider tells of these charges of the attempt, one after the other. */
export async function learnCharges<Attempt extends Opened>(
  { ctx, provider }: Pick<TestContext, "ctx" | "provider">,
  charges: readonly ((attempt: Attempt) => Charge)[],
  attempt: Attempt,
): Promise<Attempt> {
  for (const chargeOf of charges) {
    provider.knows(attempt.reference, [chargeOf(attempt)]);
    await confirmPayment(ctx, { paymentId: attempt.paymentId, cause: "test" });
  }
  return attempt;
}

/** The case about a charge, by the provider's id of it. */
export const caseOfCharge = async ({ ctx }: Pick<TestContext, "ctx">, providerPaymentId: string) =>
  (await ctx.db.prisma.moneyException.findFirstOrThrow({ where: { providerPaymentId } })).id;
