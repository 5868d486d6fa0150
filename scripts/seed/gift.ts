import type { PaymentMethod } from "../../packages/domain/src/payment/index.ts";
import type { Donor } from "./donors.ts";

/** What the donor does, or meets, on the provider's page; the names are those of the simulator's control API. */
export type Act =
  | "success"
  | "wrong_pin"
  | "insufficient_funds"
  /** Declined, but the page stays open for another try. */
  | "fail_and_stay"
  | "cancel"
  | "expire"
  | "unattempted";

/** One attempt: what happens on one payment page, in order. */
export type Attempt = readonly [Act, ...Act[]];

/** A gift as it is written down here. Amounts are whole taka, times are Dhaka's. */
export type GiftNote = {
  /** "2026-10-05 10:12" */
  readonly at: string;
  readonly to: string;
  readonly by: Donor;
  readonly taka: bigint;
  /** Words of support. */
  readonly says?: string;
  /** The donor gave a name and asked that it be kept from everybody. */
  readonly hidden?: true;
  /** Without it: one attempt that succeeds at once. */
  readonly attempts?: readonly [Attempt, ...Attempt[]];
  /** The provider leaves it to us whether to accept the money: it waits in suspense for a person. */
  readonly risky?: true;
};

/** How a gift stands when the seed is done. `held` money is captured, but waits for a person. */
export type Outcome = "paid" | "held" | "failed" | "cancelled" | "expired";

export type AttemptPlan = {
  readonly openAt: Date;
  readonly acts: readonly { readonly act: Act; readonly at: Date }[];
  readonly confirmAt: Date;
};

/** A gift with everything decided. Amounts are poisha. */
export type GiftPlan = {
  /** "gift/07": the root of all its ids. */
  readonly name: string;
  /** The idempotency key; another one as soon as the terms change. */
  readonly key: string;
  readonly slug: string;
  readonly donor: Donor;
  readonly isAnonymous: boolean;
  readonly message: string | null;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly method: PaymentMethod;
  readonly createdAt: Date;
  readonly attempts: readonly AttemptPlan[];
  readonly isRisky: boolean;
  readonly settleAt: Date;
  readonly outcome: Outcome;
};
