import { settleConsumers } from "../../packages/api/src/outbox/index.ts";
import { confirmPayment } from "../../packages/api/src/payment/index.ts";
import { checkoutPledge, createPledge, openCheckout } from "../../packages/api/src/pledge/index.ts";
import { RANK } from "../../packages/domain/src/payment/index.ts";
import { assert, referenceOf } from "../../packages/domain/src/shared/index.ts";
import type { Act, AttemptPlan, GiftPlan } from "./gift.ts";
import { contextAt, SEED, type Stage } from "./stage.ts";

/**
 * One gift through the real verbs, from the promise to the public list. Every step first looks whether it is done, so
 * that an interrupted run goes on where it stopped.
 */
export async function playGift(stage: Stage, gift: GiftPlan): Promise<void> {
  const pledge = await promise(stage, gift);
  for (const [index, attempt] of gift.attempts.entries()) {
    await playAttempt(stage, gift, attempt, { ...pledge, number: index + 1 });
  }
  // The public gift takes the first id of this step and the receipt the next one.
  const published = await stage.services.db.prisma.publicGift.count({ where: { pledgeId: pledge.id } });
  await settleConsumers(contextAt(stage, `${gift.name}/settle`, gift.settleAt, published));
}

type Pledge = { readonly id: string; readonly token: string };

/** Looks by the pledge's own key: the stored answer of an idempotent request is not kept for ever. */
async function promise(stage: Stage, gift: GiftPlan): Promise<Pledge> {
  const find = (): Promise<Pledge | null> =>
    stage.services.db.prisma.pledge.findUnique({
      where: { keyScope_key: { keyScope: SEED, key: gift.key } },
      select: { id: true, token: true },
    });
  const known = await find();
  if (known !== null) return known;
  const { donor, method, message, isAnonymous } = gift;
  await createPledge(
    contextAt(stage, gift.name, gift.createdAt),
    {
      campaignSlug: gift.slug,
      giftMinor: `${gift.giftMinor}`,
      tipMinor: `${gift.tipMinor}`,
      feeCoverMinor: `${gift.feeCoverMinor}`,
      currency: "BDT",
      donorEmail: donor.email,
      donorName: donor.name,
      locale: donor.locale,
      isAnonymous,
      message,
      method,
    },
    { scope: SEED, key: gift.key },
  );
  const made = await find();
  assert(made !== null, "a pledge that was just made is there");
  return made;
}

async function playAttempt(
  stage: Stage,
  gift: GiftPlan,
  plan: AttemptPlan,
  pledge: Pledge & { readonly number: number },
): Promise<void> {
  const name = `${gift.name}/attempt/${pledge.number}`;
  const find = () =>
    stage.services.db.prisma.payment.findUnique({
      where: { pledgeId_attempt: { pledgeId: pledge.id, attempt: pledge.number } },
      select: { id: true, rank: true, redirectUrl: true },
    });
  const known = await find();
  if (known !== null && known.rank >= RANK.ended) return;
  if (known === null) {
    const { token } = pledge;
    await checkoutPledge(contextAt(stage, name, plan.openAt), { token, method: gift.method });
  } else if (known.redirectUrl === null) {
    // Interrupted between the attempt and its page.
    await openCheckout(contextAt(stage, name, plan.openAt, IDS_OF_ATTEMPT), known.id);
  }
  const attempt = await find();
  assert(attempt !== null, "an attempt that was just opened is there");
  await actOutside(stage, gift, plan, referenceOf(attempt.id));
  await confirmPayment(contextAt(stage, `${name}/confirm`, plan.confirmAt), {
    paymentId: attempt.id,
    cause: "seed",
  });
}

/** The attempt itself, its payment.initiated and the pledge's payment_initiated. */
const IDS_OF_ATTEMPT = 3;

/** How the simulator writes down what came of each act. */
const STATUS_OF: Readonly<Record<Act, string>> = {
  success: "VALID",
  wrong_pin: "FAILED",
  insufficient_funds: "FAILED",
  fail_and_stay: "FAILED",
  cancel: "CANCELLED",
  expire: "EXPIRED",
  unattempted: "UNATTEMPTED",
};

/** Does on the payment page what has not been done there before. */
async function actOutside(
  { simulator, booksBefore }: Stage,
  gift: GiftPlan,
  plan: AttemptPlan,
  tranId: string,
): Promise<void> {
  const done = booksBefore.transactions
    .filter((transaction) => transaction.tranId === tranId)
    .map(({ status }) => status);
  for (const { act, at } of plan.acts) {
    const before = done.indexOf(STATUS_OF[act]);
    if (before >= 0) done.splice(before, 1);
    else await simulator.act({ tranId, act, at, method: gift.method, isRisky: gift.isRisky });
  }
}
