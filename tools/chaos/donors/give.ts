import { type Door, NO_REPEATS, type Repeats } from "./door.ts";
import { formDoor } from "./form-door.ts";
import type { Gateway, Payment } from "./gateway.ts";
import type { DonorPlan, Fate } from "./plan-donor.ts";
import { restDoor } from "./rest-door.ts";
import type { Staff } from "./staff.ts";

/** What became of a donor, kept outside the platform: the judge holds it against the books. */
export type GivenGift = {
  readonly plan: DonorPlan;
  /** Milliseconds of `performance.now()` when the payment was made; null when none was. */
  readonly paidAtMs: number | null;
  readonly repeats: Repeats;
};

export type World = {
  readonly frontUrl: string;
  readonly gateway: Gateway;
  readonly staff: Staff;
  readonly mayLook: boolean;
};

/** The whole way of one donor, however often anything must be asked again. */
export async function give(world: World, plan: DonorPlan): Promise<GivenGift> {
  const door = await (plan.way === "form" ? formDoor : restDoor)(world.frontUrl, plan);
  const paidAtMs = await pay(world, plan, door);
  return {
    plan,
    paidAtMs,
    repeats: plan.clicks > 1 || plan.repeats || plan.changes ? await door.repeat() : NO_REPEATS,
  };
}

async function pay(world: World, plan: DonorPlan, door: Door): Promise<number | null> {
  const { gateway } = world;
  const sessionKey = await door.openPage();
  if (sessionKey === null) return null;
  if (plan.fate === "fails_then_pays") {
    await gateway.pay({ sessionKey, method: plan.method, outcome: "insufficient_funds" });
    return payAgain(gateway, plan, door);
  }
  const deed = await DEEDS[plan.fate](gateway, { sessionKey, method: plan.method });
  if (deed === "unpaid") return null;
  const paidAtMs = performance.now();
  if (deed.tranId !== null) {
    await disturb(gateway, plan, deed.tranId);
    if (plan.fate === "pays") world.staff.noticePaid(deed.tranId);
  }
  if (plan.looks && world.mayLook) await door.look();
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
async function payAgain(gateway: Gateway, plan: DonorPlan, door: Door): Promise<number | null> {
  const sessionKey = await door.openPage();
  if (sessionKey === null) return null;
  await gateway.pay({ sessionKey, method: plan.method, outcome: "success" });
  return performance.now();
}

async function disturb(gateway: Gateway, { notices }: DonorPlan, tranId: string): Promise<void> {
  if (notices === "as_they_come") return;
  const letter =
    notices === "many" ? { mode: "repeat", copies: 5, parallel: true } : { mode: notices, copies: 1 };
  await gateway.tryPost("/sslcommerz/ipn", { tranId, ...letter });
}
