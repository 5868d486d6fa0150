import { money } from "@careforall/domain/money";
import { referenceOf } from "@careforall/domain/shared";
import * as fc from "fast-check";
import type { Context } from "../context/index.ts";
import { applyCaseRefundNews } from "../held/apply-case-refund-news.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import { pollRefunds, recordProviderRefund, requestRefund } from "../refund/index.ts";
import { anyOne, command, pick } from "./command.ts";
import { requireThat } from "./compare.ts";
import { Lawful } from "./lawful.ts";
import { refundAtProvider } from "./mortal.ts";
import type { Real } from "./real.ts";
import { timePasses } from "./time.ts";
import {
  type Attempt,
  type Charge,
  isPaid,
  leftOf,
  ownOf,
  type Refund,
  splitOf,
  type World,
} from "./world.ts";

type Answer = "accepted" | "refused" | "unknown";

const WORDS = { kind: "donor_request", reason: "The donor asked for it" } as const;

/** Of the charge, more than all of it now and then. */
const amountOf = ({ money: got }: Charge, percent: number): bigint =>
  (got.amountMinor * BigInt(percent)) / 100n;

const orderRefund = (name: string, percents: fc.Arbitrary<number>, answers: fc.Arbitrary<Answer>) =>
  command({
    name,
    values: fc.record({ of: anyOne, percent: percents, answer: answers }),
    may: ({ attempts }) => attempts.length > 0,
    run: async (world, real, { of, percent, answer }) => {
      // An unpaid one only when there is no other.
      const paid = world.attempts.filter(isPaid);
      const attempt = pick(paid.length > 0 ? paid : world.attempts, of);
      const charge = ownOf(attempt);
      if (charge === null) return orderUnpaid(world, real, attempt);
      const { currency } = charge.money;
      const amountMinor = amountOf(charge, percent);
      world.count++;
      const refund: Refund = {
        attempt,
        charge,
        requestKey: `refund ${world.count}`,
        money: money(amountMinor, currency),
        split: splitOf(world, attempt, charge, amountMinor),
        state: new Lawful("absent"),
        id: null,
        providerRefundId: null,
      };
      await order(world, real, refund, answer);
      world.refunds.push(refund);
    },
  });

const CERTAINLY: fc.Arbitrary<Answer> = fc.constantFrom("accepted", "accepted", "refused");
export const refundPartial = orderRefund("RefundPartial", fc.integer({ min: 1, max: 70 }), CERTAINLY);
export const refundFull = orderRefund("RefundFull", fc.constantFrom(100, 101), CERTAINLY);
export const refundLosesAnswer = orderRefund(
  "RefundLosesAnswer",
  fc.integer({ min: 1, max: 100 }),
  fc.constant("unknown"),
);

async function order(world: World, real: Real, refund: Refund, answer: Answer): Promise<void> {
  const { money: wanted, requestKey } = refund;
  const left = leftOf(world, refund.charge);
  const refusal = wanted.amountMinor > left.amountMinor ? "refund.exceeds" : null;
  const outcome = await real.attempt(world, (ctx) => ask(ctx, refund), { refunding: answer });
  const isCertain = outcome.kind !== "hit";
  if (refusal !== null) {
    const code = outcome.kind === "refused" ? outcome.code : outcome.kind;
    requireThat(!isCertain || code === refusal, `refund ${requestKey} answers ${code}, lawful is ${refusal}`);
    return;
  }
  requireThat(outcome.kind !== "refused", `refund ${requestKey} was refused, although it fits`);
  const sent = world.isDown ? [] : [afterSending(answer)];
  refund.state.step(isCertain, () => "requested", ...sent);
}

/** Nothing that we know of was ever paid: nothing can go back. */
async function orderUnpaid(world: World, real: Real, { id: paymentId, pledge }: Attempt): Promise<void> {
  world.count++;
  const wish = {
    ...WORDS,
    paymentId,
    money: money(1n, pledge.campaign.currency),
    key: `refund ${world.count}`,
  };
  const outcome = await real.attempt(world, (ctx) => requestRefund(ctx, wish));
  const isRefused = outcome.kind === "refused" && outcome.code === "refund.not_captured";
  requireThat(isRefused || outcome.kind === "hit", `a refund of nothing is refused, not ${outcome.kind}`);
}

const ask = (ctx: Context, { attempt, money: wanted, requestKey }: Refund) =>
  requestRefund(ctx, { ...WORDS, paymentId: attempt.id, money: wanted, key: requestKey });

const afterSending =
  (answer: Answer) =>
  (state: Refund["state"]["now"]): Refund["state"]["now"] => {
    if (state !== "requested" || answer === "unknown") return state;
    return answer === "accepted" ? "accepted" : "failed";
  };

/** One step of a refund with the provider: an order is sent, one that is under way is asked about. */
export function takeStep(world: World, refund: Refund, isCertain: boolean): void {
  if (world.isDown || refund.id === null) return;
  const book = world.refundBook.get(refund.providerRefundId ?? refundAtProvider(refund.id));
  const before = refund.state.now;
  if (before === "requested") refund.state.step(isCertain, afterSending("accepted"));
  if (before !== "accepted") return;
  if (book?.state === "refunded") refund.state.step(isCertain, () => "confirmed");
  if (book?.state === "cancelled") refund.state.step(isCertain, () => "failed");
}

/** The same order once more: it is one refund, and it goes on from where it is. */
export const refundAgain = command({
  name: "RefundAgain",
  values: anyOne,
  may: ({ refunds }) => refunds.some(({ id, requestKey }) => id !== null && !isOfProvider(requestKey)),
  run: async (world, real, nr) => {
    const ordered = world.refunds.filter(({ id, requestKey }) => id !== null && !isOfProvider(requestKey));
    const refund = pick(ordered, nr);
    const outcome = await real.attempt(world, (ctx) => ask(ctx, refund));
    requireThat(outcome.kind !== "refused", "the same order under the same key is the same refund");
    takeStep(world, refund, outcome.kind !== "hit");
  },
});

const isOfProvider = (requestKey: string): boolean => requestKey.startsWith("provider:");

const openRefunds = ({ refundBook }: World): readonly string[] =>
  [...refundBook].filter(([, { state }]) => state === "processing").map(([id]) => id);

/** The provider decides about what it has taken: it is done, or it is given up. */
const providerDecides = (name: string, state: "refunded" | "cancelled") =>
  command({
    name,
    values: anyOne,
    may: (world) => openRefunds(world).length > 0,
    run: async (world, _real, nr) => {
      const id = pick(openRefunds(world), nr);
      world.refundBook.set(id, { state, paymentReference: null });
    },
  });
export const refundConfirmed = providerDecides("RefundConfirmed", "refunded");
export const refundFailed = providerDecides("RefundFails", "cancelled");

export const pollRefundsNow = command({
  name: "PollRefunds",
  values: fc.constant(null),
  run: async (world, real) => {
    await timePasses(real.ctx);
    const outcome = await real.attempt(world, pollRefunds);
    for (const refund of world.refunds) takeStep(world, refund, outcome.kind !== "hit");
  },
});

const isConfirmed = ({ state }: Refund): boolean => state.now === "confirmed";

/** A bank sends back what the provider had called done. */
export const refundFailsLater = command({
  name: "RefundFailsLater",
  values: anyOne,
  may: ({ refunds }) => refunds.some(isConfirmed),
  run: async (world, real, nr) => {
    const refund = pick(world.refunds.filter(isConfirmed), nr);
    const news = { kind: "failed", detail: "The account is closed." } as const;
    const told = { refundId: refund.id ?? "", news, evidence: null, cause: "provider" } as const;
    const outcome = await real.attempt(world, async (ctx) => {
      const { caseId } = await ctx.db.prisma.refund.findUniqueOrThrow({ where: { id: told.refundId } });
      if (caseId !== null) return applyCaseRefundNews(ctx, { ...told, caseId });
      return applyRefundNews(ctx, { ...told, paymentId: refund.attempt.id });
    });
    refund.state.step(outcome.kind !== "hit", () => "failed");
  },
});

/** Charges in the provider's books of which something may still go back, whether or not we know of them. */
const returnable = (world: World): readonly (readonly [Attempt, Charge])[] =>
  world.attempts.flatMap((attempt) =>
    attempt.charges
      .filter((charge) => leftOf(world, charge).amountMinor > 0n)
      .map((charge) => [attempt, charge] as const),
  );

type Panel = { readonly of: number; readonly percent: number; readonly isNamed: boolean };

/** A refund that was made in the merchant panel: the provider has it first, and mostly says of which charge it is. */
export const refundSeenInPanel = command({
  name: "RefundSeenInPanel",
  values: fc.record({
    of: anyOne,
    percent: fc.integer({ min: 1, max: 100 }),
    isNamed: fc.constantFrom(true, true, false),
  }),
  may: (world) => returnable(world).length > 0,
  run: async (world, real, panel: Panel) => {
    const [attempt, charge] = pick(returnable(world), panel.of);
    const left = leftOf(world, charge);
    const part = (left.amountMinor * BigInt(panel.percent)) / 100n;
    const amountMinor = part > 0n ? part : 1n;
    world.count++;
    const providerRefundId = `panel-${world.count}`;
    const told = attempt.charges.slice(0, attempt.books.now.told);
    // Unnamed it could be of a charge that we do not know beside one that we do: no provider leaves us there.
    const isNamed = panel.isNamed || (attempt.charges.length > 1 && told.length < 2);
    const bankReference = isNamed ? `bank-${charge.id}` : null;
    const paymentReference = referenceOf(attempt.id);
    world.refundBook.set(providerRefundId, { state: "refunded", paymentReference, bankReference });
    const refund: Refund = {
      attempt,
      charge,
      requestKey: `provider:${providerRefundId}`,
      money: money(amountMinor, left.currency),
      split: splitOf(world, attempt, charge, amountMinor),
      state: new Lawful("absent"),
      id: null,
      providerRefundId,
    };
    const seen = { ...WORDS, paymentId: attempt.id, providerRefundId, money: refund.money };
    const outcome = await real.attempt(world, (ctx) => recordProviderRefund(ctx, seen));
    const refusal = world.isDown ? "provider.no_answer" : refusalOf(told, charge, isNamed);
    if (refusal === null) {
      requireThat(outcome.kind !== "refused", "a refund of the panel is recorded");
      refund.state.step(outcome.kind === "done", () => "confirmed");
      world.refunds.push(refund);
      return;
    }
    const isRefused = outcome.kind === "hit" || (outcome.kind === "refused" && outcome.code === refusal);
    requireThat(isRefused, `a refund of the panel is refused as ${refusal}, not ${outcome.kind}`);
    // What our books do not know is not compared with them.
    world.refundBook.delete(providerRefundId);
  },
});

/** Why nobody can say where a refund of this charge belongs; null when the provider says so, or there is but one. */
function refusalOf(told: readonly Charge[], charge: Charge, isNamed: boolean): string | null {
  if (isNamed) return told.includes(charge) ? null : "refund.unknown_charge";
  if (told.length === 0) return "refund.not_captured";
  return told.length === 1 ? null : "refund.ambiguous";
}
