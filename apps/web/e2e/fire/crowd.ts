import type { CreatedPledge } from "@careforall/api/pledge";
import type { Db } from "@careforall/db/client";
import { expect } from "playwright/test";
import { WEB_URL } from "../stack/addresses.ts";
import { type Answer, newKey, postPledge } from "../support/rest.ts";
import { termsOf } from "../support/scenario.ts";
import { newEmail } from "../support/test.ts";

// Many donors who all come at once, each with a key of his own, and do not go away.

export type Donor = { readonly email: string; readonly key: string };

export const crowdOf = (count: number): readonly Donor[] =>
  Array.from({ length: count }, () => ({ email: newEmail(), key: newKey() }));

/** What a crowd has been told so far, in the order in which it was told. */
export type Told = {
  readonly promised: { readonly donor: Donor; readonly pledge: CreatedPledge }[];
  /** The answers of those who were sent away. */
  readonly sentAway: Answer<CreatedPledge>[];
};

export const nothingTold = (): Told => ({ promised: [], sentAway: [] });

/** One try of one donor. Every answer but a promise and an honest "come again" is an error. */
async function tryOnce(donor: Donor, told: Told): Promise<boolean> {
  const answer = await answerTo(donor);
  if (answer === null) return false;
  if (answer.status === 201 && answer.body.data !== undefined) {
    told.promised.push({ donor, pledge: answer.body.data });
    return true;
  }
  expectSentAway(answer);
  told.sentAway.push(answer);
  return false;
}

/** Null when no connection came about, or half an answer: the machine is full of people, and the donor comes again. */
async function answerTo({ email, key }: Donor): Promise<Answer<CreatedPledge> | null> {
  try {
    return await postPledge(termsOf(email), key);
  } catch {
    return null;
  }
}

/** Who was sent away knows why, whether it costs anything to come again, and when. */
export function expectSentAway({ status, headers, body }: Answer<unknown>): void {
  // A promise that waits for a lock, or for its own earlier try, is told so in its own words.
  expect([
    [503, "service.busy"],
    [503, "service.unavailable"],
    [409, "idempotency.in_flight"],
  ]).toContainEqual([status, body.error?.code]);
  expect(headers.get("retry-after")).toMatch(/^\d+$/);
  expect(body.meta.requestId).toBe(headers.get("x-request-id"));
  if (status === 503) expect(body.error?.message).toContain("you will not be charged twice");
}

/** In a crowd everything takes longer, and more so on a machine that has other work. */
export const PATIENT = { timeout: 60_000, intervals: [100, 250] };

/** A crowd is served well before this, on a machine that has other work, too. */
const SERVED = { timeout: 150_000, intervals: [250] };

/** Comes again at once and not after the pause that was asked for, until there is a promise: the worst of callers. */
export async function storm(donors: readonly Donor[], told: Told): Promise<void> {
  await Promise.all(donors.map((donor) => expect.poll(() => tryOnce(donor, told), SERVED).toBe(true)));
}

/** Every donor has exactly one pledge, the one that he was told of. */
export async function expectOnePledgeEach(db: Db, { promised }: Told): Promise<void> {
  const emails = promised.map(({ donor }) => donor.email);
  const rows = await db.prisma.pledge.findMany({ where: { donorEmail: { in: emails } } });
  const told = promised.map(({ donor: { email }, pledge: { token } }) => `${email} ${token}`);
  expect(rows.map(({ donorEmail, token }) => `${donorEmail} ${token}`).toSorted()).toEqual(told.toSorted());
}

/** A measure of the web, by its name and labels as Prometheus writes them; 0 while it has none. */
export async function measured(series: string): Promise<number> {
  const text = await (await fetch(`${WEB_URL}/api/metrics`)).text();
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.slice(series.length) ?? 0);
}
