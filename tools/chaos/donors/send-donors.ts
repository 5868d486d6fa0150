import { give, type GivenGift, type World } from "./give.ts";
import type { DonorPlan } from "./plan-donor.ts";

/**
 * Lets donors set out one after the other, so many on their way at once: all that were planned, and then others as long
 * as `isOver` says no. `onSetOut` hears of each before it goes. An error of one ends the run: every donor must come to
 * an end.
 */
export async function sendDonors(
  world: World,
  {
    next,
    planned,
    atOnce,
    signal,
    onSetOut,
    isOver,
  }: {
    readonly next: () => DonorPlan;
    readonly planned: number;
    readonly atOnce: number;
    readonly signal: AbortSignal;
    readonly onSetOut: (number: number) => void;
    /** Hears when the last payment was made, on the clock of `performance.now()`; 0 = none yet. */
    readonly isOver: (lastPaidAtMs: number) => boolean;
  },
): Promise<readonly GivenGift[]> {
  const given: GivenGift[] = [];
  let setOut = 0;
  let lastPaidAtMs = 0;
  const one = async (): Promise<void> => {
    while (setOut < planned || !isOver(lastPaidAtMs)) {
      signal.throwIfAborted();
      setOut += 1;
      const plan = next();
      onSetOut(plan.number);
      const gift = await give(world, plan);
      given.push(gift);
      lastPaidAtMs = Math.max(lastPaidAtMs, gift.paidAtMs ?? 0);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return given;
}
