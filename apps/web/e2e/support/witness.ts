import type { Db } from "@careforall/db/client";
import { expect } from "playwright/test";
import { attemptsOf, type Posting, postingsOf, receiptsFor, sumOf, tokensOf } from "./books.ts";
import { readGift } from "./rest.ts";
import { chargesOf, simulator } from "./simulator.ts";

// What all books say about one gift: ours, the provider's, the public page, the donor's mail.

export type Given = {
  readonly token: string;
  /** Of this gift alone. */
  readonly email: string;
  readonly giftMinor: bigint;
  readonly tipMinor?: bigint;
  readonly feeCoverMinor?: bigint;
  /** How often the donor tried. */
  readonly attempts?: number;
};

/** After trouble the provider may repeat its news, and a mail its delivery, only some seconds later. */
const EVERYWHERE = { timeout: 20_000, intervals: [50, 100, 150] };

/** What an account holds of these postings, in minor units; credits are below zero. */
export const netOf = (postings: readonly Posting[], account: string): bigint =>
  postings
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.account === account)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** Received, counted, posted, shown, charged and thanked for: each exactly once. */
export async function expectGivenOnce(db: Db, given: Given): Promise<void> {
  const { token, email, giftMinor, tipMinor = 0n, feeCoverMinor = 0n, attempts = 1 } = given;
  await expect
    .poll(async () => {
      const { truth, status, isHeld, isCounted } = await readGift(token);
      return { truth, status, isHeld, isCounted };
    }, EVERYWHERE)
    .toEqual({ truth: "received", status: "completed", isHeld: false, isCounted: true });
  expect(await tokensOf(db, email)).toEqual([token]);
  await expectAttempts(db, token, attempts);

  const postings = await postingsOf(db, token);
  expect(postings.map(sumOf)).toEqual(postings.map(() => 0n));
  expect(postings.filter(({ kind }) => kind === "capture")).toHaveLength(1);
  expect(netOf(postings, "campaign_payable")).toBe(-giftMinor);
  expect(netOf(postings, "tip")).toBe(-tipMinor);
  expect(netOf(postings, "suspense")).toBe(0n);

  const references = (await attemptsOf(db, token)).map(({ reference }) => reference);
  expect(await chargesOf(references)).toEqual({
    count: 1,
    amountMinor: giftMinor + tipMinor + feeCoverMinor,
  });
  await expect.poll(() => publicGiftsOf(db, token), EVERYWHERE).toEqual([giftMinor]);
  await expect.poll(() => receiptsFor(db, email), EVERYWHERE).toEqual({ written: 1, sent: 1 });
  expect(await simulator.mailTo(email)).toHaveLength(1);
}

/** So many tries, one of them captured, and no step of any of them backward. */
async function expectAttempts(db: Db, token: string, count: number): Promise<void> {
  const attempts = await attemptsOf(db, token);
  expect(attempts).toHaveLength(count);
  expect(attempts.filter(({ isCaptured }) => isCaptured)).toHaveLength(1);
  expect(attempts.flatMap(({ steps }) => steps).filter((step) => step === "captured")).toHaveLength(1);
  await expectNeverBackward(db, token);
}

/** Every step of every attempt of a gift leads to a higher rank, or to a stronger end of the same rank. */
export async function expectNeverBackward(db: Db, token: string): Promise<void> {
  const steps = await db.prisma.paymentHistory.findMany({
    where: { payment: { pledge: { token } } },
    orderBy: [{ paymentId: "asc" }, { seq: "asc" }],
  });
  expect(steps.length).toBeGreaterThan(0);
  for (const [index, step] of steps.entries()) {
    const earlier = steps[index - 1];
    if (earlier?.paymentId !== step.paymentId) continue;
    expect(step.fromStatus).toBe(earlier.toStatus);
    expect(step.toRank).toBeGreaterThanOrEqual(earlier.toRank);
    expect(step.toStatus).not.toBe(earlier.toStatus);
  }
}

/** No money anywhere for this gift: nothing posted, nothing charged, nothing shown, nobody thanked. */
export async function expectNothingTaken(db: Db, token: string, email: string): Promise<void> {
  const references = (await attemptsOf(db, token)).map(({ reference }) => reference);
  expect(await chargesOf(references)).toEqual({ count: 0, amountMinor: 0n });
  expect(await postingsOf(db, token)).toEqual([]);
  expect(await publicGiftsOf(db, token)).toEqual([]);
  expect(await receiptsFor(db, email)).toEqual({ written: 0, sent: 0 });
}

async function publicGiftsOf(db: Db, token: string): Promise<readonly bigint[]> {
  const rows = await db.prisma.publicGift.findMany({ where: { pledge: { token } } });
  return rows.map(({ amountMinor }) => amountMinor);
}
