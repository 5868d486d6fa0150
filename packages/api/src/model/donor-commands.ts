import { GIFT_LIMITS } from "@careforall/domain/money";
import { PAYMENT_METHODS } from "@careforall/domain/payment";
import * as fc from "fast-check";
import type { Context } from "../context/index.ts";
import { createPledge, getGift } from "../pledge/index.ts";
import { giftInput } from "../testing/index.ts";
import { anyOne, command, pick } from "./command.ts";
import { requireThat } from "./compare.ts";
import { Lawful } from "./lawful.ts";
import type { Real } from "./real.ts";
import { giftLeft, isPaid, learn, type Pledge, type World } from "./world.ts";

const HOUR_MS = 3_600_000;
/** Twenty attempts twenty minutes apart end on the same side of the day after which an attempt expires. */
const YOUNG_HOURS = 12;
const OLD_HOURS = 47;
const SCOPE = "rest:pledge.create";

export const hasToken = (pledge: Pledge): boolean => pledge.token !== null;

const promise = async (ctx: Context, pledge: Pledge, input = pledge.input) => {
  const own: Context = { ...ctx, at: pledge.at };
  await createPledge(own, input, { scope: SCOPE, key: pledge.key });
  return own.answer;
};

const DONATION = fc.record({
  campaign: fc.nat({ max: 2 }),
  // Now and then below the limit.
  aboveMin: fc.oneof(
    { weight: 15, arbitrary: fc.bigInt({ min: 0n, max: 99_999n }) },
    { weight: 1, arbitrary: fc.constant(-1n) },
  ),
  tip: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 5_000n })),
  cover: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 2_000n })),
  isAnonymous: fc.boolean(),
  isOld: fc.boolean(),
});

export const donate = command({
  name: "Donate",
  values: DONATION,
  run: async (world, real, { campaign: nr, aboveMin, tip, cover, isAnonymous, isOld }) => {
    const campaign = pick(real.campaigns, nr);
    const min = GIFT_LIMITS[campaign.currency].min.amountMinor;
    const terms = { giftMinor: min + aboveMin, tipMinor: tip, feeCoverMinor: cover };
    const input = giftInput(campaign, {
      giftMinor: `${terms.giftMinor}`,
      tipMinor: `${tip}`,
      feeCoverMinor: `${cover}`,
      isAnonymous,
      message: null,
    });
    world.count++;
    const pledge: Pledge = {
      campaign,
      input,
      terms,
      key: `a key of the model, number ${world.count}`,
      isOld,
      at: new Date(Date.now() - (isOld ? OLD_HOURS : YOUNG_HOURS) * HOUR_MS),
      exists: new Lawful(false),
      answer: null,
      id: null,
      token: null,
      gift: null,
      attempts: [],
    };
    await promiseAndLearn(world, real, pledge);
    if (aboveMin >= 0n) world.pledges.push(pledge);
  },
});

export const retryWithSameKey = command({
  name: "RetryWithSameKey",
  values: anyOne,
  may: ({ pledges }) => pledges.length > 0,
  run: (world, real, nr) => promiseAndLearn(world, real, pick(world.pledges, nr)),
});

/** A first try, or another with the same key and the same words: one pledge, and the first answer byte for byte. */
async function promiseAndLearn(world: World, real: Real, pledge: Pledge): Promise<void> {
  const isRefused = pledge.terms.giftMinor < GIFT_LIMITS[pledge.campaign.currency].min.amountMinor;
  const outcome = await real.attempt(world, (ctx) => promise(ctx, pledge));
  if (outcome.kind === "refused") {
    requireThat(isRefused && outcome.code === "pledge.amount_too_small", `refused as ${outcome.code}`);
  } else if (outcome.kind === "hit") {
    pledge.exists.step(false, (exists) => exists || !isRefused);
  } else {
    requireThat(!isRefused, "a gift below the limit was taken");
    requireThat(
      outcome.value?.isReplay === pledge.exists.now,
      "a repeat is a repeat, and a first try is none",
    );
    requireThat(
      pledge.answer === null || pledge.answer === outcome.value?.text,
      "a repeat has the first answer, byte for byte",
    );
    pledge.answer = outcome.value?.text ?? null;
    pledge.exists.step(true, () => true);
  }
}

export const changeBody = command({
  name: "ChangeBody",
  values: anyOne,
  may: ({ pledges }) => pledges.some(hasToken),
  run: async (world, real, nr) => {
    const pledge = pick(world.pledges.filter(hasToken), nr);
    const other = { ...pledge.input, giftMinor: `${pledge.terms.giftMinor + 1n}` };
    const outcome = await real.attempt(world, (ctx) => promise(ctx, pledge, other));
    requireThat(
      outcome.kind === "hit" || (outcome.kind === "refused" && outcome.code === "idempotency.key_reused"),
      "another request under the same key is refused",
    );
  },
});

export const lookAtStatusPage = command({
  name: "LookAtStatusPage",
  values: anyOne,
  may: ({ pledges }) => pledges.some(hasToken),
  run: async (world, real, nr) => {
    const pledge = pick(world.pledges.filter(hasToken), nr);
    const ask = { cause: "status_page", gapMs: 0 } as const;
    const outcome = await real.attempt(world, (ctx) => getGift(ctx, { token: pledge.token ?? "", ask }));
    const latest = pledge.attempts.at(-1);
    if (latest !== undefined && !pledge.attempts.some(isPaid) && !world.isDown) {
      latest.books.step(outcome.kind !== "hit", learn(latest));
    }
    if (outcome.kind === "hit") return;
    requireThat(outcome.kind === "done", "the status page answers");
    if (outcome.kind === "done") await compareTruth(world, real, pledge, outcome.value);
  },
});

/** What the donor is told follows from the facts, once the database has been looked at. */
async function compareTruth(
  world: World,
  real: Real,
  pledge: Pledge,
  told: Awaited<ReturnType<typeof getGift>>,
): Promise<void> {
  await real.judge(world);
  const wanted = statusOf(world, pledge);
  requireThat(
    (told.truth === "received") === pledge.attempts.some(isPaid) &&
      (wanted === null || wanted === told.status),
    `the donor is told ${told.truth} and ${told.status} of pledge ${pledge.key}, lawful is ${wanted}`,
  );
}

/** Null where money is held: what a pledge is called then is not the model's matter. */
function statusOf(world: World, pledge: Pledge): string | null {
  const { gift, attempts } = pledge;
  if (gift !== null) return giftLeft(world, gift) === 0n ? "refunded" : "completed";
  const latest = attempts.at(-1);
  if (latest === undefined) return "pending";
  if (attempts.some(isPaid)) return null;
  return latest.books.now.end === null ? "payment_initiated" : "failed";
}

export const anyMethod = fc.constantFrom(PAYMENT_METHODS[0], PAYMENT_METHODS[4]);
