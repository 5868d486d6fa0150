import { money } from "@careforall/domain/money";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import { acceptHeld, refundCase } from "../held/index.ts";
import { settleRefund } from "./give-back.ts";
import { newKey, type Opened, openPage, promiseGift } from "./give.ts";
import { captured, ended, noticeAbout, unexpected } from "./scripted-provider.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

/** Everything that may rightly become of held money and of words that nobody expected; part of the lawful histories. */
export async function liveDecisions(bench: Bench) {
  const { ctx, provider } = bench;
  const split = { tipMinor: "1500", feeCoverMinor: "1000" };

  const accepted = await holdRisky(bench, await openPage(bench, await promiseGift(bench, split)));
  await acceptHeld(ctx, { caseId: await caseOf(bench, accepted), by: "Farida", reason: "The donor called" });

  const shortened = await openPage(bench, await promiseGift(bench, split));
  await say(bench, shortened, [captured(money(51_000n, "BDT"), "charge-shortened")]);
  await acceptHeld(ctx, {
    caseId: await caseOf(bench, shortened),
    by: "Farida",
    reason: "Only the tip is short",
  });

  const odd = await openPage(bench, await promiseGift(bench));
  await say(bench, odd, [unexpected("HALF_VALID"), ended("failed")]);
  const explained = await openPage(bench, await promiseGift(bench));
  await say(bench, explained, [ended("failed")]);
  await say(bench, explained, [unexpected("REVERSED")]);
  await say(bench, explained, [ended("failed")]);
  const authorized = await openPage(bench, await promiseGift(bench));
  await say(bench, authorized, [{ kind: "authorized" }]);
  const slow = await openPage(bench, await promiseGift(bench));
  await say(bench, slow, [{ kind: "authorized" }]);
  await say(bench, slow, [captured(money(slow.totalMinor, "BDT"), "charge-slow")]);

  provider.knows("6ZZZZZZZZZZZZZZZZZZZZZZZZZ", [captured(money(3_300n, "BDT"), "charge-nobody")]);
  await receiveNotice(ctx, "sslcommerz", noticeAbout("6ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
  await processNotices(ctx);
  const where = { providerPaymentId: "charge-nobody" };
  const nobodys = await ctx.db.prisma.moneyException.findFirstOrThrow({ where });
  const order = { caseId: nobodys.id, kind: "mistake", reason: "Not ours", by: "Farida" } as const;
  const first = await refundCase(ctx, { ...order, money: money(300n, "BDT"), key: newKey() });
  await settleCaseRefund(bench, first.id);
  const second = await refundCase(ctx, { ...order, money: money(3_000n, "BDT"), key: newKey() });
  await settleCaseRefund(bench, second.id);
  return { accepted, shortened, odd, explained, authorized };
}

/** The provider holds all of an attempt's money and leaves the risk to us. */
export async function holdRisky<Attempt extends Opened>(bench: Bench, opened: Attempt): Promise<Attempt> {
  const charge = `charge-${opened.reference}`;
  await say(bench, opened, [captured(money(opened.totalMinor, "BDT"), charge, { isRisky: true })]);
  return opened;
}

/** The newest case about an attempt. */
export async function caseOf(bench: Bench, { paymentId }: Pick<Opened, "paymentId">): Promise<string> {
  const order = { where: { paymentId }, orderBy: { id: "desc" } } as const;
  return (await bench.ctx.db.prisma.moneyException.findFirstOrThrow(order)).id;
}

/** The provider has decided about a refund of a case, and the worker's poller asks for it. */
export async function settleCaseRefund(
  bench: Bench,
  refundId: string,
  state: "refunded" | "cancelled" = "refunded",
): Promise<void> {
  const { providerRefundId } = await bench.ctx.db.prisma.refund.findUniqueOrThrow({
    where: { id: refundId },
  });
  await settleRefund(bench, { id: refundId, providerRefundId }, state);
}

/** The provider says all this about the attempt, and we ask. */
async function say(
  bench: Bench,
  { reference, paymentId }: Opened,
  signals: Parameters<TestContext["provider"]["knows"]>[1],
): Promise<void> {
  bench.provider.knows(reference, signals);
  await confirmPayment(bench.ctx, { paymentId, cause: "test" });
}
