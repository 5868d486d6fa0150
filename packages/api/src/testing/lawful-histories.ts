import { money } from "@careforall/domain/money";
import type { ProviderSignal } from "@careforall/domain/payment";
import { AppError, assert, referenceOf } from "@careforall/domain/shared";
import { advanceCampaigns } from "../campaign/index.ts";
import { pauseConsumer, resumeConsumer, runConsumers } from "../outbox/index.ts";
import { confirmPayment, processNotices, receiveNotice } from "../payment/index.ts";
import { createPledge } from "../pledge/index.ts";
import { liveAccounts } from "./lawful-accounts.ts";
import { liveCharges } from "./lawful-charges.ts";
import { liveFactors } from "./lawful-factors.ts";
import { liveGuests } from "./lawful-guests.ts";
import { liveDecisions } from "./lawful-holds.ts";
import { liveIdentities } from "./lawful-identities.ts";
import { liveReconciliation } from "./lawful-reconciliation.ts";
import { liveRefunds } from "./lawful-refunds.ts";
import { liveUploads } from "./lawful-uploads.ts";
import { liveStaff } from "./lawful-staff.ts";
import { liveSettlements } from "./lawful-settlements.ts";
import { giftInput, giveGift, type Opened, openPage, promiseGift } from "./give.ts";
import { captured, ended, noticeAbout } from "./scripted-provider.ts";
import { createTestCampaign } from "./test-campaign.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

/** What became of the stories that tests point at. */
export type LawfulHistories = Awaited<ReturnType<typeof liveLawfulHistories>>;

/**
 * Everything that may rightly happen to a gift today, through the real verbs: an invariant that accuses one of these is
 * wrong. Nothing has been relayed or applied yet when it returns. Whoever makes a new story lawful adds it here.
 */
export async function liveLawfulHistories(bench: Bench) {
  const paid = await livePaidGifts(bench);
  const held = await liveHeldMoney(bench);
  const unpaid = await liveUnpaidAttempts(bench);
  const campaigns = await liveCampaigns(bench);
  const decided = await liveDecisions(bench);
  const charges = await liveCharges(bench);
  const settlements = await liveSettlements(bench);
  await liveNotices(bench);
  await livePause(bench);
  await liveStaff(bench);
  const refunds = await liveRefunds(bench);
  const compared = await liveReconciliation(bench);
  await liveAccounts(bench);
  await liveFactors(bench);
  await liveIdentities(bench);
  await liveGuests(bench);
  await liveUploads(bench);
  return {
    ...paid,
    ...held,
    ...unpaid,
    ...campaigns,
    ...decided,
    ...refunds,
    ...settlements,
    ...compared,
    ...charges,
  };
}

async function livePaidGifts(bench: Bench) {
  const plain = await giveGift(bench);
  const split = await giveGift(bench, { tipMinor: "2500", feeCoverMinor: "1300", message: "Get well soon" });
  const anonymous = await giveGift(bench, { isAnonymous: true });
  const nameless = await giveGift(bench, { donorName: null });

  const refused = await openPage(bench, await promiseGift(bench));
  await learn(bench, refused, [ended("failed", "insufficient funds")]);
  const secondTry = await openPage(bench, refused);
  await learn(bench, secondTry, [inFull(bench, secondTry)]);

  const expired = await openPage(bench, await promiseGift(bench));
  await learn(bench, expired, [ended("expired")]);
  await learn(bench, expired, [ended("expired"), inFull(bench, expired)]);

  const repeated = await giveGift(bench);
  await learn(bench, repeated, [inFull(bench, repeated), ended("failed", "late news")]);

  const key = { scope: "rest:pledge.create", key: "a key that comes twice, 22" };
  const first = await createPledge({ ...bench.ctx }, giftInput(bench.campaign), key);
  const again = await createPledge({ ...bench.ctx }, giftInput(bench.campaign), key);
  assert(first.token === again.token, "one key makes one pledge");

  // Nobody told us the page's address, but the donor paid on it.
  bench.provider.willOpen("unknown");
  const unseenPromise = await promiseGift(bench);
  await unavailable(openPage(bench, unseenPromise));
  const unseen = await attemptOf(bench, unseenPromise.token);
  await learn(bench, { paymentId: unseen }, [
    captured(money(unseenPromise.totalMinor, bench.campaign.currency), "charge-unseen"),
  ]);

  const campaign = await createTestCampaign(bench.ctx.db, { currency: "XOF" });
  await giveGift({ ...bench, campaign }, { giftMinor: "1000", method: "card" });
  return { plain, split, anonymous, nameless, lateSuccess: expired };
}

/** Every reason why captured money waits for a person. */
async function liveHeldMoney(bench: Bench) {
  const abandoned = await openPage(bench, await promiseGift(bench));
  await learn(bench, abandoned, [ended("cancelled")]);
  const taken = await openPage(bench, abandoned);
  await learn(bench, taken, [inFull(bench, taken)]);
  await learn(bench, abandoned, [ended("cancelled"), inFull(bench, abandoned)]);

  const twice = await giveGift(bench);
  const other = captured(money(twice.totalMinor, "BDT"), `again-${twice.reference}`);
  await learn(bench, twice, [inFull(bench, twice), other]);

  const short = await openPage(bench, await promiseGift(bench));
  await learn(bench, short, [captured(money(short.totalMinor - 100n, "BDT"), "charge-short")]);
  const foreign = await openPage(bench, await promiseGift(bench));
  await learn(bench, foreign, [captured(money(450n, "USD"), "charge-foreign")]);
  const risky = await openPage(bench, await promiseGift(bench));
  await learn(bench, risky, [captured(money(risky.totalMinor, "BDT"), "charge-risky", { isRisky: true })]);

  // Held money of the first attempt came while the second was open, which then ended.
  const waiting = await openPage(bench, await promiseGift(bench));
  await learn(bench, waiting, [ended("cancelled")]);
  const after = await openPage(bench, waiting);
  await learn(bench, waiting, [ended("cancelled"), captured(money(49_900n, "BDT"), "charge-waiting")]);
  await learn(bench, after, [ended("failed")]);

  const unknown = referenceOf(bench.ctx.newId());
  bench.provider.knows(unknown, [captured(money(7_700n, "BDT"), "charge-unknown")]);
  await receiveNotice(bench.ctx, "sslcommerz", noticeAbout(unknown));
  await processNotices(bench.ctx);
  return { secondCapture: abandoned, fulfilling: taken, twice, short, waiting, risky };
}

/** A campaign that ends while a payment is on its way, and one that reaches its goal. */
async function liveCampaigns(bench: Bench) {
  const over = await createTestCampaign(bench.ctx.db);
  const late = await openPage({ ...bench, campaign: over }, await promiseGift({ ...bench, campaign: over }));
  const data = { endsAt: new Date(Date.now() - 1_000) };
  await bench.ctx.db.prisma.campaign.update({ where: { id: over.id }, data });
  await advanceCampaigns(bench.ctx);
  await learn(bench, late, [inFull(bench, late)]);

  const campaign = await createTestCampaign(bench.ctx.db, { goalMinor: 50_000n });
  const reaching = await giveGift({ ...bench, campaign });
  await giveGift({ ...bench, campaign });
  return { late, reaching };
}

async function liveUnpaidAttempts(bench: Bench) {
  const promised = await promiseGift(bench);
  const open = await openPage(bench, await promiseGift(bench));

  const ever = await openPage(bench, await promiseGift(bench));
  await learn(bench, ever, [ended("expired")]);
  await learn(bench, ever, [ended("cancelled")]);
  await learn(bench, ever, [ended("failed")]);
  await learn(bench, ever, [ended("expired")]);

  bench.provider.willOpen({ outcome: "refused", reason: "store is closed" });
  await unavailable(openPage(bench, await promiseGift(bench)));
  bench.provider.willOpen("unknown");
  await unavailable(openPage(bench, await promiseGift(bench)));

  const changed = await openPage(bench, await promiseGift(bench));
  await openPage(bench, changed, "card");
  return { promised, open, ended: ever };
}

/** Notifications of every fate: acted on, repeated, about nothing, forged, and waiting for a silent provider. */
async function liveNotices(bench: Bench) {
  const { ctx, provider } = bench;
  const opened = await openPage(bench, await promiseGift(bench));
  provider.knows(opened.reference, [inFull(bench, opened)]);
  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference));
  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference));
  await receiveNotice(ctx, "sslcommerz", noticeAbout("nothing of ours"));
  await receiveNotice(ctx, "sslcommerz", { body: "forged", contentType: null });
  await processNotices(ctx);
  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference, "told once more"));
  await processNotices(ctx);

  provider.isDown = true;
  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference, "told while down"));
  await processNotices(ctx);
  provider.isDown = false;
}

/** A person stops a consumer, what is given meanwhile waits, and somebody lets it go on. */
async function livePause(bench: Bench): Promise<void> {
  await pauseConsumer(bench.ctx, { consumer: "donations", who: "rina", reason: "a look at the history" });
  await giveGift(bench);
  await runConsumers(bench.ctx);
  await resumeConsumer(bench.ctx, { consumer: "donations", who: "karim" });
}

/** The provider says all this about the attempt, and we ask. */
async function learn(
  bench: Bench,
  attempt: Pick<Opened, "paymentId">,
  signals: readonly ProviderSignal[],
): Promise<void> {
  bench.provider.knows(referenceOf(attempt.paymentId), signals);
  await confirmPayment(bench.ctx, { paymentId: attempt.paymentId, cause: "test" });
}

const inFull = (bench: Bench, opened: Opened): ProviderSignal =>
  captured(money(opened.totalMinor, bench.campaign.currency), `charge-${opened.reference}`);

async function attemptOf(bench: Bench, token: string): Promise<string> {
  const where = { pledge: { token } };
  return (await bench.ctx.db.prisma.payment.findFirstOrThrow({ where })).id;
}

async function unavailable(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError) || error.kind !== "unavailable") {
    throw new Error("the provider was told not to open this page", { cause: error });
  }
}
