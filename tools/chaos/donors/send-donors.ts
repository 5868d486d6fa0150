import { give, type GivenGift, type World } from "./give.ts";
import type { DonorPlan } from "./plan-donor.ts";

/**
 * Lets donors set out one after the other, so many on their way at once. `onSetOut` hears of each before it goes. An
 * error of one ends the run: every donor must come to an end.
 */
export async function sendDonors(
  world: World,
  plans: readonly DonorPlan[],
  {
    atOnce,
    signal,
    onSetOut,
  }: {
    readonly atOnce: number;
    readonly signal: AbortSignal;
    readonly onSetOut: (number: number) => void;
  },
): Promise<readonly GivenGift[]> {
  const waiting = [...plans];
  const given: GivenGift[] = [];
  const one = async (): Promise<void> => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      signal.throwIfAborted();
      onSetOut(plan.number);
      given.push(await give(world, plan));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return given;
}
