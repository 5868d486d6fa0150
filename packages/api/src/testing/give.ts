import { randomBytes } from "node:crypto";
import { money } from "@careforall/domain/money";
import { assert, uuidOf } from "@careforall/domain/shared";
import { confirmPayment } from "../payment/index.ts";
import { type Checkout, checkoutPledge, createPledge, type CreatePledge } from "../pledge/index.ts";
import { captured } from "./scripted-provider.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

export type Promised = { readonly token: string; readonly totalMinor: bigint; readonly key: string };
export type Opened = Promised &
  Checkout & {
    /** The attempt's id, and its spelling at the provider. */
    readonly paymentId: string;
    readonly reference: string;
  };

/** What a donor types: Tk 500 by bKash from Rina's aunt; `more` replaces fields. */
export const giftInput = (
  campaign: TestContext["campaign"],
  more: Partial<CreatePledge> = {},
): CreatePledge => ({
  campaignSlug: campaign.slug,
  giftMinor: "50000",
  currency: campaign.currency,
  donorEmail: "salma@example.org",
  donorName: "Salma Khatun",
  method: "bkash",
  ...more,
});

/** A key that nobody else has. */
export const newKey = (): string => randomBytes(16).toString("base64url");

/** A promise through the real verb. */
export async function promiseGift(bench: Bench, more: Partial<CreatePledge> = {}): Promise<Promised> {
  const key = newKey();
  const { token, totalMinor } = await createPledge({ ...bench.ctx }, giftInput(bench.campaign, more), {
    scope: "rest:pledge.create",
    key,
  });
  return { token, totalMinor: BigInt(totalMinor), key };
}

/** Opens the next payment page of a promise through the real verb. */
export async function openPage(
  bench: Bench,
  promised: Promised,
  method: CreatePledge["method"] = "bkash",
): Promise<Opened> {
  const checkout = await checkoutPledge(bench.ctx, { token: promised.token, method });
  const reference = bench.provider.lastReference;
  const paymentId = uuidOf(reference);
  assert(paymentId !== null, "a reference spells an attempt's id");
  return { ...promised, ...checkout, paymentId, reference };
}

/** A whole gift: promised, paid in full, confirmed by the provider. Consumers have not run yet. */
export async function giveGift(bench: Bench, more: Partial<CreatePledge> = {}): Promise<Opened> {
  const opened = await openPage(bench, await promiseGift(bench, more));
  bench.provider.knows(opened.reference, [
    captured(money(opened.totalMinor, bench.campaign.currency), `charge-${opened.reference}`),
  ]);
  await confirmPayment(bench.ctx, { paymentId: opened.paymentId, cause: "test" });
  return opened;
}
