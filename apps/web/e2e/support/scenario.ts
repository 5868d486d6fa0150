import type { CreatedPledge, CreatePledge } from "@careforall/api/pledge";
import type { Totals } from "@careforall/api/campaign";
import type { Db } from "@careforall/db/client";
import { expect } from "playwright/test";
import type { RunningProgram } from "../stack/programs.ts";
import { attemptsOf, tranIdOf } from "./books.ts";
import { type Answer, openGift, pledgeTerms, postCheckout, readTotals } from "./rest.ts";

// What the numbered scenarios (docs/testing.md) have in common.

/** Their campaign in taka, without an end. No other test gives to it, so its total moves by their gifts alone. */
export const SCENARIO_CAMPAIGN = "sweet-water-for-shyamnagar";

type Terms = Partial<CreatePledge>;

/** A complete promise of Tk 500 to the campaign of the scenarios. */
export const termsOf = (donorEmail: string, more: Terms = {}): CreatePledge =>
  pledgeTerms({ campaignSlug: SCENARIO_CAMPAIGN, donorEmail, ...more });

export type OpenedGift = Pick<CreatedPledge, "token" | "reference"> & {
  /** The provider's name for its newest attempt. */
  readonly tranId: string;
};

/** A gift whose payment page is open; nobody has paid yet. */
export async function openScenarioGift(db: Db, email: string, more: Terms = {}): Promise<OpenedGift> {
  const { token, reference } = await openGift(termsOf(email, more));
  return { token, reference, tranId: await tranIdOf(db, token) };
}

/** Another try to pay a gift: its payment page, under a new reference. */
export async function openAgain(db: Db, token: string, method = "bkash"): Promise<string> {
  const checkout = await postCheckout(token, method);
  if (checkout.status !== 200) throw new Error(`no payment page: ${checkout.status} ${checkout.text}`);
  return tranIdOf(db, token);
}

/** Waits until the newest attempt of a gift has ended without money, and answers how. */
export async function endOf(db: Db, token: string): Promise<string | null> {
  const latest = async () => (await attemptsOf(db, token)).at(-1)?.endReason ?? null;
  await expect.poll(latest).not.toBeNull();
  return latest();
}

export const scenarioTotals = (): Promise<Totals> => readTotals(SCENARIO_CAMPAIGN);

/** By how much, and by how many gifts, the total of the campaign has moved. */
export async function movedSince(before: Totals): Promise<{ raisedMinor: bigint; gifts: number }> {
  const now = await scenarioTotals();
  return {
    raisedMinor: BigInt(now.raisedMinor) - BigInt(before.raisedMinor),
    gifts: now.giftCount - before.giftCount,
  };
}

/** Trouble is over well before this; a busy machine needs some of it. */
const TROUBLE = { timeout: 25_000, intervals: [50, 100, 250] };

/** Sends again and again until there is a success: what a careful caller does while there is trouble. */
export async function insist<Data>(send: () => Promise<Answer<Data>>): Promise<Data> {
  let data: Data | undefined;
  let last: unknown;
  const attempt = async (): Promise<boolean> => {
    try {
      const answer = await send();
      last = answer.text;
      data = answer.body.data;
    } catch (error) {
      last = error; // Nobody answered, or half an answer came: the caller does not know, and asks again.
    }
    return data !== undefined;
  };
  await expect.poll(attempt, TROUBLE).toBe(true);
  if (data === undefined) throw new Error("no success", { cause: last });
  return data;
}

/** Kills a program and waits until the supervisor's next one is ready. */
export async function restart(program: RunningProgram): Promise<void> {
  const before = program.pid();
  program.kill();
  await becomesReady(program, before);
}

/** Waits for a program that is ready, and is not the process `before` any more. */
export async function becomesReady(program: RunningProgram, before: number | null = null): Promise<void> {
  await expect.poll(async () => program.pid() !== before && (await program.isReady()), TROUBLE).toBe(true);
}
