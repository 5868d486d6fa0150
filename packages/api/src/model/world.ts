import type { Currency, Money } from "@careforall/domain/money";
import { money } from "@careforall/domain/money";
import { END_REASONS, type EndReason, type HoldReason, type PaymentMethod } from "@careforall/domain/payment";
import type { RefundState } from "@careforall/domain/refund";
import type { CreatePledge } from "../pledge/index.ts";
import type { ScriptedProvider, TestCampaign } from "../testing/index.ts";
import { Lawful } from "./lawful.ts";
import type { Trouble } from "./mortal.ts";

// The model: what the provider has done, what has been told to us, and what our books must therefore say. Written from
// docs/money.md, without a line of the code under test.

export type Terms = { readonly giftMinor: bigint; readonly tipMinor: bigint; readonly feeCoverMinor: bigint };

export type Pledge = {
  readonly campaign: TestCampaign;
  readonly input: CreatePledge;
  readonly terms: Terms;
  readonly key: string;
  /** More than a day ago: its attempts expire when they are asked about. */
  readonly isOld: boolean;
  /** The time of what its donor does; moves on with "later". */
  at: Date;
  readonly exists: Lawful<boolean>;
  /** The first answer, byte for byte; null if the donor never got it. */
  answer: string | null;
  /** Known once it was seen in the database. */
  id: string | null;
  token: string | null;
  /** The attempt that is the gift; never another one once it is seen. */
  gift: Attempt | null;
  readonly attempts: Attempt[];
};

/** A success in the provider's books. */
export type Charge = { readonly id: string; readonly money: Money; readonly isRisky: boolean };

/** What our books say about an attempt. */
export type Books = {
  /** How many of the charges are posted, in the order of the provider's books. */
  readonly told: number;
  readonly end: EndReason | null;
  /** `none`: the opening died on its way. */
  readonly page: "none" | "abandoned" | "opened";
};

export type Attempt = {
  readonly pledge: Pledge;
  readonly id: string;
  readonly method: PaymentMethod;
  readonly madeAt: Date;
  /** The provider has heard of it, so it can be paid, whether or not the donor was shown the page. */
  readonly isAtProvider: boolean;
  readonly charges: Charge[];
  /** The ends that the provider tells, oldest first. */
  readonly ends: EndReason[];
  readonly books: Lawful<Books>;
};

/** Money at the provider under no attempt of ours. */
export type Stranger = {
  readonly reference: string;
  readonly charge: Charge;
  readonly isPosted: Lawful<boolean>;
};

export type Split = Terms & { readonly heldMinor: bigint };

export type Refund = {
  readonly attempt: Attempt;
  /** Which of the attempt's charges goes back. */
  readonly charge: Charge;
  readonly requestKey: string;
  readonly money: Money;
  readonly split: Split;
  readonly state: Lawful<RefundState | "absent">;
  id: string | null;
  /** Its name in the provider's books, once we could know it. */
  providerRefundId: string | null;
};

/** A notification that the provider has written. */
export type Notice = { readonly body: string; readonly about: Attempt | Stranger };

type RefundBook = ScriptedProvider["refunds"];

export class World {
  readonly pledges: Pledge[] = [];
  readonly attempts: Attempt[] = [];
  readonly strangers: Stranger[] = [];
  readonly refunds: Refund[] = [];
  /** Written by the provider, not delivered yet; in the inbox, not acted on yet; delivered at some time. */
  mail: Notice[] = [];
  inbox: Notice[] = [];
  readonly delivered: Notice[] = [];
  isDown = false;
  /** What the next verb will meet. */
  trouble: Trouble | null = null;
  /** Numbers what must have a name of its own. */
  count = 0;
  /** How often which command has run. */
  readonly ran: Map<string, number>;
  /** The provider's own book of refunds. */
  readonly refundBook: RefundBook;

  constructor(ran: Map<string, number>, refundBook: RefundBook) {
    this.ran = ran;
    this.refundBook = refundBook;
  }
}

export const isPaid = ({ books }: Attempt): boolean => books.now.told > 0;

const toldOf = ({ charges, books }: Attempt): readonly Charge[] => charges.slice(0, books.now.told);

/** Why a charge cannot be the gift; one that is as promised only because another is it. */
export function reasonOf({ pledge }: Attempt, { money: got, isRisky }: Charge): HoldReason {
  const asked = totalOf(pledge);
  if (got.currency !== asked.currency) return "currency_mismatch";
  if (got.amountMinor !== asked.amountMinor) return "amount_mismatch";
  return isRisky ? "risk_hold" : "second_capture";
}

/** The first of the charges that we know of which is exactly what was asked for, with nothing against it. */
const exactOf = (attempt: Attempt): Charge | null =>
  toldOf(attempt).find((charge) => reasonOf(attempt, charge) === "second_capture") ?? null;

export const mayBeGift = (attempt: Attempt): boolean => exactOf(attempt) !== null;

/** The charge that stands for the attempt: its gift, else the first that we were told of. */
export const ownOf = (attempt: Attempt): Charge | null =>
  (attempt.pledge.gift === attempt ? exactOf(attempt) : null) ?? toldOf(attempt)[0] ?? null;

/** All charges that wait for staff, or that staff gave back. */
export const heldOf = (attempt: Attempt): readonly Charge[] =>
  toldOf(attempt).filter((charge) => attempt.pledge.gift !== attempt || charge !== ownOf(attempt));

export const totalOf = ({ terms, campaign }: Pledge): Money =>
  money(terms.giftMinor + terms.tipMinor + terms.feeCoverMinor, campaign.currency);

const strongest = (ends: readonly (EndReason | null)[]): EndReason | null =>
  END_REASONS.findLast((reason) => ends.includes(reason)) ?? null;

/** An end that we know or make ourselves; money makes it meaningless. */
export const endWith =
  (...reasons: readonly EndReason[]) =>
  (books: Books): Books =>
    books.told > 0 ? books : { ...books, end: strongest([books.end, ...reasons]) };

/** What an answer of the provider about an attempt makes of our books. */
export function learn(attempt: Attempt): (books: Books) => Books {
  const { charges, ends, pledge } = attempt;
  return (books) => {
    const told = charges.length;
    if (told > 0) return { ...books, told, end: null };
    const expires = pledge.isOld && books.end === null && ends.length === 0;
    return endWith(...ends, ...(expires ? (["expired"] as const) : []))(books);
  };
}

export const isReserving = ({ state }: Refund): boolean => state.now !== "absent" && state.now !== "failed";

/** What may still be given back of a charge. */
export function leftOf(world: World, charge: Charge): Money {
  let { amountMinor } = charge.money;
  for (const refund of world.refunds) {
    if (refund.charge === charge && isReserving(refund)) amountMinor -= refund.money.amountMinor;
  }
  return money(amountMinor, charge.money.currency);
}

/** Fee cover and tip first, the gift last; held money out of suspense. */
export function splitOf(world: World, attempt: Attempt, charge: Charge, amountMinor: bigint): Split {
  const split = { giftMinor: 0n, tipMinor: 0n, feeCoverMinor: 0n, heldMinor: 0n };
  if (heldOf(attempt).includes(charge)) return { ...split, heldMinor: amountMinor };
  let rest = amountMinor;
  for (const part of ["feeCoverMinor", "tipMinor", "giftMinor"] as const) {
    let free = attempt.pledge.terms[part];
    for (const refund of world.refunds) {
      if (refund.charge === charge && isReserving(refund)) free -= refund.split[part];
    }
    split[part] = rest < free ? rest : free;
    rest -= split[part];
  }
  return split;
}

/** What is left of a gift after confirmed refunds. */
export function giftLeft(world: World, attempt: Attempt): bigint {
  let left = attempt.pledge.terms.giftMinor;
  for (const { attempt: of, state, split } of world.refunds) {
    if (of === attempt && state.now === "confirmed") left -= split.giftMinor;
  }
  return left;
}

/** Sums that the ledger must hold, by account, campaign and currency; what is zero is left out. */
export function ledgerOf(world: World): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  const add = (account: string, currency: Currency, amountMinor: bigint): void => {
    const name = `${account} ${currency}`;
    sums.set(name, (sums.get(name) ?? 0n) + amountMinor);
  };
  const addParts = (attempt: Attempt, split: Split, currency: Currency, sign: bigint): void => {
    add(`campaign_payable ${attempt.pledge.campaign.id}`, currency, sign * split.giftMinor);
    add("tip", currency, sign * split.tipMinor);
    add("provider_fee", currency, sign * split.feeCoverMinor);
    add("suspense", currency, sign * split.heldMinor);
  };
  for (const attempt of world.attempts) {
    const waiting = heldOf(attempt);
    for (const charge of toldOf(attempt)) {
      const { money: got } = charge;
      add("provider_clearing", got.currency, got.amountMinor);
      const isGift = !waiting.includes(charge);
      const held = { giftMinor: 0n, tipMinor: 0n, feeCoverMinor: 0n, heldMinor: got.amountMinor };
      addParts(attempt, isGift ? { ...attempt.pledge.terms, heldMinor: 0n } : held, got.currency, -1n);
    }
  }
  for (const { charge, isPosted } of world.strangers.filter(({ isPosted }) => isPosted.now)) {
    if (!isPosted.now) continue;
    add("provider_clearing", charge.money.currency, charge.money.amountMinor);
    add("suspense", charge.money.currency, -charge.money.amountMinor);
  }
  for (const { attempt, money: back, split, state } of world.refunds) {
    if (state.now !== "accepted" && state.now !== "confirmed") continue;
    addParts(attempt, split, back.currency, 1n);
    const account = state.now === "accepted" ? "refund_clearing" : "provider_clearing";
    add(account, back.currency, -back.amountMinor);
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0n));
}
