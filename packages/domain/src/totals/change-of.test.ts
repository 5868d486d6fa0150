import * as fc from "fast-check";
import { expect, test } from "vitest";
import { paymentCaptured } from "../payment/index.ts";
import { EVENT_OF_STATUS, type GiftBucket, pledgeCreated, type PledgeStatus } from "../pledge/index.ts";
import { paymentRefunded, paymentRefundFailed } from "../refund/index.ts";
import type { DomainEvent } from "../shared/index.ts";
import { FIGURES, foldChanges, isChange, totalChangeOf } from "./index.ts";

const ID = "00000000-0000-7000-8000-00000000000";
type Told = DomainEvent;

const terms = (campaign: number, minor: bigint) => ({
  campaignId: `${ID}${campaign}`,
  giftMinor: `${minor}`,
  tipMinor: "0",
  feeCoverMinor: "0",
  totalMinor: `${minor}`,
  currency: "BDT" as const,
});

const created = (campaign: number, minor: bigint) => pledgeCreated.create(`${ID}9`, terms(campaign, minor));
const step = (
  campaign: number,
  minor: bigint,
  newStatus: Exclude<PledgeStatus, "pending">,
  fromBucket: GiftBucket,
  toBucket: GiftBucket,
) =>
  EVENT_OF_STATUS[newStatus].create(`${ID}9`, {
    ...terms(campaign, minor),
    paymentId: `${ID}8`,
    previousStatus: "pending",
    newStatus,
    fromBucket,
    toBucket,
  });
const captured = (campaign: number, minor: bigint) =>
  paymentCaptured.create(`${ID}8`, { ...terms(campaign, minor), pledgeId: `${ID}9`, provider: "sslcommerz" });

const refund = (campaign: number, minor: bigint) => ({
  ...terms(campaign, minor),
  paymentId: `${ID}8`,
  refundId: `${ID}7`,
  pledgeId: `${ID}9`,
  provider: "sslcommerz" as const,
  kind: "mistake" as const,
  amountMinor: `${minor}`,
  heldMinor: "0",
});
const refunded = (campaign: number, minor: bigint, endsGift: boolean) =>
  paymentRefunded.create(`${ID}8`, { ...refund(campaign, minor), isFull: endsGift, endsGift });
const returned = (campaign: number, minor: bigint, wasConfirmed: boolean, revivesGift: boolean) =>
  paymentRefundFailed.create(`${ID}8`, { ...refund(campaign, minor), wasConfirmed, revivesGift });

/** Whole lives of promises, each with where its money stands in the end. */
const life = fc
  .record({
    campaign: fc.constantFrom(0, 1, 2),
    minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    end: fc.constantFrom("promised", "failed", "retried", "captured", "partly", "refunded", "returned"),
  })
  .map(({ campaign: c, minor, end }) => ({ campaign: c, minor, end, events: eventsOf(c, minor, end) }));

function eventsOf(c: number, minor: bigint, end: string): readonly Told[] {
  const begun = [created(c, minor), step(c, minor, "payment_initiated", "pending", "pending")];
  const failed = [...begun, step(c, minor, "failed", "pending", "failed")];
  const retried = [...failed, step(c, minor, "payment_initiated", "failed", "pending")];
  const paid = [...retried, step(c, minor, "completed", "pending", "captured"), captured(c, minor)];
  const back = [...paid, refunded(c, minor, true), step(c, minor, "refunded", "captured", "captured")];
  const lives: Record<string, readonly Told[]> = {
    promised: begun,
    failed,
    retried,
    captured: paid,
    partly: [...paid, refunded(c, minor / 2n, false), returned(c, 1n, false, false)],
    refunded: back,
    returned: [...back, returned(c, minor, true, true)],
  };
  return lives[end] ?? [];
}

test("in any order of events every promise ends in one bucket, and what is raised is captured less refunded", () => {
  fc.assert(
    fc.property(
      fc.array(life, { maxLength: 20 }).chain((lives) =>
        fc.tuple(
          fc.constant(lives),
          fc.shuffledSubarray(
            lives.flatMap(({ events }) => events),
            { minLength: lives.flatMap(({ events }) => events).length },
          ),
        ),
      ),
      ([lives, shuffled]) => {
        const folded = foldChanges(shuffled.map(totalChangeOf));
        for (const total of folded) {
          const own = lives.filter(({ campaign }) => total.campaignId === `${ID}${campaign}`);
          const sumOf = (...ends: string[]) =>
            own.filter(({ end }) => ends.includes(end)).reduce((sum, { minor }) => sum + minor, 0n);
          expect(total.pledgeCount).toBe(BigInt(own.length));
          expect(total.pendingMinor).toBe(sumOf("promised", "retried"));
          expect(total.failedMinor).toBe(sumOf("failed"));
          expect(total.capturedMinor).toBe(sumOf("captured", "partly", "refunded", "returned"));
          const half = own
            .filter(({ end }) => end === "partly")
            .reduce((sum, { minor }) => sum + minor / 2n, 0n);
          expect(total.refundedMinor).toBe(sumOf("refunded") + half);
          expect(total.refundedCount).toBe(BigInt(own.filter(({ end }) => end === "refunded").length));
          const { pendingCount, authorizedCount, capturedCount, failedCount } = total;
          expect(pendingCount + authorizedCount + capturedCount + failedCount).toBe(total.pledgeCount);
        }
      },
    ),
  );
});

test("in any batches the sum is the same", () => {
  fc.assert(
    fc.property(fc.array(life), fc.nat(), (lives, cut) => {
      const events = lives.flatMap((one) => one.events);
      const at = events.length === 0 ? 0 : cut % events.length;
      const changes = (part: readonly Told[]) => foldChanges(part.map(totalChangeOf));
      expect(foldChanges([...changes(events.slice(at)), ...changes(events.slice(0, at))])).toEqual(
        changes(events),
      );
    }),
  );
});

test("authorised money stands in its own bucket until it is captured", () => {
  const events = [created(0, 5n), step(0, 5n, "payment_initiated", "pending", "authorized")];
  expect(foldChanges(events.map(totalChangeOf))).toMatchObject([
    { pendingMinor: 0n, authorizedMinor: 5n, authorizedCount: 1n },
  ]);
  expect(totalChangeOf(step(0, 5n, "completed", "authorized", "captured"))).toMatchObject({
    authorizedMinor: -5n,
    capturedMinor: 0n,
  });
});

test("a refund that was never confirmed, and news of a campaign, add nothing", () => {
  expect(isChange(totalChangeOf(returned(0, 5n, false, false)))).toBe(false);
  const about = { type: "campaign.created", subjectId: `${ID}0`, data: {} };
  const change = totalChangeOf(about);
  expect([change.campaignId, FIGURES.filter((figure) => change[figure] !== 0n)]).toEqual([`${ID}0`, []]);
});

test("an event of another kind is refused, not skipped", () => {
  expect(() => totalChangeOf({ type: "payment.held", subjectId: `${ID}0`, data: {} })).toThrow(
    /invalid_type/,
  );
});
