import type { Money } from "../money/index.ts";
import { credit, debit, posting, type Posting } from "./posting.ts";

/** An order to pay a campaign's money out of our bank to its beneficiary. `id` names its postings. */
export type Payout = { readonly id: string; readonly campaignId: string; readonly money: Money };

/** What we owe a campaign, in minor units of its currency, and what of it must not leave now. */
export type PayoutRoom = {
  /** The credit balance of its `campaign_payable`; below zero when it owes us. Orders under way have left it already. */
  readonly owedMinor: bigint;
  /** Its part of refunds that are ordered and not posted yet. */
  readonly orderedBackMinor: bigint;
  /** Its part of captures in open disputes: the donor's bank may take it. */
  readonly disputedMinor: bigint;
};

export type PayoutRefusal = "payout.zero" | "payout.exceeds";

/**
 * May this much be paid out? The guard of money that leaves; whoever orders decides it under the campaign's lock, since
 * two orders that are each right may not be right together.
 */
export function judgePayout(
  room: PayoutRoom,
  amountMinor: bigint,
): { readonly refusal: PayoutRefusal | null; readonly leftMinor: bigint } {
  const free = room.owedMinor - room.orderedBackMinor - room.disputedMinor;
  const leftMinor = free > 0n ? free : 0n;
  if (amountMinor <= 0n) return { refusal: "payout.zero", leftMinor };
  return { refusal: amountMinor > leftMinor ? "payout.exceeds" : null, leftMinor };
}

const owed = ({ campaignId }: Payout) => ({ kind: "campaign_payable", campaignId }) as const;
const onTheWay = ({ campaignId }: Payout) => ({ kind: "payout_clearing", campaignId }) as const;
const BANK = { kind: "bank" } as const;

/** Ordered: the money is no longer the campaign's to spend, and has not left our bank. */
export const payoutPosting = (payout: Payout): Posting =>
  posting("payout", payout.id, [
    debit(owed(payout), payout.money.amountMinor, payout.money.currency),
    credit(onTheWay(payout), payout.money.amountMinor, payout.money.currency),
  ]);

/** The beneficiary has it: it left our bank. */
export const payoutConfirmedPosting = (payout: Payout): Posting =>
  posting("payout_confirmed", payout.id, [
    debit(onTheWay(payout), payout.money.amountMinor, payout.money.currency),
    credit(BANK, payout.money.amountMinor, payout.money.currency),
  ]);

/** It never left, or came back to our bank after it was confirmed: the campaign is owed it again. */
export const payoutFailedPosting = (payout: Payout & { readonly wasConfirmed: boolean }): Posting =>
  posting("payout_failed", payout.id, [
    debit(payout.wasConfirmed ? BANK : onTheWay(payout), payout.money.amountMinor, payout.money.currency),
    credit(owed(payout), payout.money.amountMinor, payout.money.currency),
  ]);
