import * as z from "zod";
import { type Answer, ask, postJson } from "./ask.ts";
import type { Gateway, Payment } from "./gateway.ts";
import type { DonorPlan, Fate } from "./plan-donor.ts";
import { untilDefinite } from "./patience.ts";

/** What a donor was told, kept outside the platform: the judge holds it against the books. */
export type GivenGift = {
  readonly plan: DonorPlan;
  readonly token: string;
  /** The whole first answer. */
  readonly acknowledged: string;
  /** Milliseconds of `performance.now()` when the payment was made; null when none was. */
  readonly paidAtMs: number | null;
  /** Answers to the same request that were other bytes. */
  readonly otherReplays: number;
  readonly replays: number;
  /** A changed request under the same key that was not refused. */
  readonly changesTaken: number;
};

export type World = { readonly frontUrl: string; readonly gateway: Gateway };

const zCreated = z.object({ data: z.object({ token: z.string() }) });
const zCheckout = z.object({ data: z.object({ redirectUrl: z.string() }) });

/** The whole way of one donor, through the public REST interface, however often anything must be asked again. */
export async function give(world: World, plan: DonorPlan): Promise<GivenGift> {
  const api = `${world.frontUrl}/api/v1`;
  const create = (giftMinor: string): Promise<Answer | null> =>
    postJson(`${api}/pledges`, { ...termsOf(plan), giftMinor }, { "idempotency-key": plan.key });
  const first = await untilDefinite(() => create(plan.giftMinor));
  if (first.status >= 300) throw new Error(`donor ${plan.number} was refused: ${first.status} ${first.text}`);
  const { token } = zCreated.parse(JSON.parse(first.text)).data;
  const paidAtMs = await pay(world, plan, `${api}/pledges/${token}`);
  let otherReplays = 0;
  let changesTaken = 0;
  if (plan.repeats) {
    const again = await untilDefinite(() => create(plan.giftMinor));
    if (again.text !== first.text || again.headers.get("idempotent-replayed") !== "true") otherReplays += 1;
  }
  if (plan.changes) {
    const changed = await untilDefinite(() => create(`${BigInt(plan.giftMinor) + 100n}`));
    if (changed.status !== 422) changesTaken += 1;
  }
  return {
    plan,
    token,
    acknowledged: first.text,
    paidAtMs,
    otherReplays,
    replays: plan.repeats ? 1 : 0,
    changesTaken,
  };
}

const termsOf = (plan: DonorPlan): object => ({
  campaignSlug: plan.slug,
  currency: "BDT",
  method: plan.method,
  donorEmail: plan.email,
  tipMinor: plan.tipMinor,
});

/** Opens the payment page; the key of the session is the end of its address. */
async function openPage(gift: string, method: string): Promise<string | null> {
  const isPaid = ({ text }: Answer): boolean => text.includes("pledge.already_paid");
  const answer = await untilDefinite(() => postJson(`${gift}/checkout`, { method }), isPaid);
  if (isPaid(answer)) return null;
  if (answer.status >= 300) throw new Error(`no payment page: ${answer.status} ${answer.text}`);
  return new URL(zCheckout.parse(JSON.parse(answer.text)).data.redirectUrl).pathname.split("/").at(-1) ?? "";
}

async function pay({ gateway }: World, plan: DonorPlan, gift: string): Promise<number | null> {
  const sessionKey = await openPage(gift, plan.method);
  if (sessionKey === null) return null;
  if (plan.fate === "fails_then_pays") {
    await gateway.pay({ sessionKey, method: plan.method, outcome: "insufficient_funds" });
    return payAgain(gateway, plan, gift);
  }
  const deed = await DEEDS[plan.fate](gateway, { sessionKey, method: plan.method });
  if (deed === "unpaid") return null;
  const paidAtMs = performance.now();
  if (deed.tranId !== null) await disturb(gateway, plan, deed.tranId);
  if (plan.looks) await ask(gift);
  return paidAtMs;
}

/** What came of a visit to the payment page; the reference is not known when an answer was lost. */
type Deed = "unpaid" | { readonly tranId: string | null };
type Visit = { readonly sessionKey: string; readonly method: string };

const success = (visit: Visit, more: Partial<Payment> = {}): Payment => ({
  ...visit,
  outcome: "success",
  ...more,
});

const DEEDS: Record<Exclude<Fate, "fails_then_pays">, (gateway: Gateway, visit: Visit) => Promise<Deed>> = {
  wanders_off: () => Promise.resolve("unpaid"),
  fails: async (gateway, visit) => {
    await gateway.pay({ ...visit, outcome: "insufficient_funds" });
    return "unpaid";
  },
  cancels: async (gateway, visit) => {
    await gateway.pay({ ...visit, outcome: "cancel" });
    return "unpaid";
  },
  pays: async (gateway, visit) => ({ tranId: await gateway.pay(success(visit)) }),
  pays_untold: async (gateway, visit) => ({ tranId: await gateway.pay(success(visit, { ipn: false })) }),
  fails_then_pays_untold: async (gateway, visit) => {
    await gateway.pay({ ...visit, outcome: "insufficient_funds" });
    return { tranId: await gateway.pay(success(visit, { ipn: false })) };
  },
  pays_another_amount: async (gateway, visit) => ({
    tranId: await gateway.pay(success(visit, { amountMinor: "77700" })),
  }),
  is_risky: async (gateway, visit) => ({ tranId: await gateway.pay(success(visit, { riskLevel: 1 })) }),
  is_charged_twice: async (gateway, visit) => {
    const tranId = await gateway.pay(success(visit));
    if (tranId !== null) await gateway.tryPost("/sslcommerz/charge", { tranId, amountMinor: "5000" });
    return { tranId };
  },
};

/** A second attempt after one that failed: a new page, or the same one while nobody has told us of the failure. */
async function payAgain(gateway: Gateway, plan: DonorPlan, gift: string): Promise<number | null> {
  const sessionKey = await openPage(gift, plan.method);
  if (sessionKey === null) return null;
  await gateway.pay({ sessionKey, method: plan.method, outcome: "success" });
  return performance.now();
}

async function disturb(gateway: Gateway, { notices }: DonorPlan, tranId: string): Promise<void> {
  if (notices === "as_they_come") return;
  const letter =
    notices === "forged" ? { mode: "forge", copies: 1 } : { mode: "repeat", copies: 5, parallel: true };
  await gateway.tryPost("/sslcommerz/ipn", { tranId, ...letter });
}
