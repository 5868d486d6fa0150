import * as fc from "fast-check";
import type { NamedCommand } from "./command.ts";
import { checkout, checkoutIsRefused, checkoutLosesAnswer } from "./checkout-command.ts";
import { changeBody, donate, lookAtStatusPage, retryWithSameKey } from "./donor-commands.ts";
import {
  crashHere,
  deliverAgain,
  deliverNotice,
  dropNotice,
  forgeNotice,
  poll,
  readInbox,
  rebuildCompare,
  runConsumersOnce,
  settleTotals,
} from "./news-commands.ts";
import {
  providerCaptures,
  providerCapturesLate,
  providerCapturesOtherAmount,
  providerCapturesOtherCurrency,
  providerCapturesTwice,
  providerComesBack,
  providerEnds,
  providerGoesDown,
  providerRisksIt,
  strangerIsCharged,
} from "./provider-commands.ts";
import { startReal } from "./real.ts";
import { reconcileBooks } from "./reconcile-command.ts";
import {
  pollRefundsNow,
  refundAgain,
  refundConfirmed,
  refundFailed,
  refundFailsLater,
  refundFull,
  refundLosesAnswer,
  refundPartial,
  refundSeenInPanel,
} from "./refund-commands.ts";
import { settle } from "./settle.ts";
import { World } from "./world.ts";

/** How often each is drawn: what leads to money more often, because a story of mere accidents proves little. */
const WEIGHTS: readonly (readonly [times: number, commands: readonly NamedCommand[]])[] = [
  [4, [checkout, crashHere]],
  [3, [donate, providerCaptures, deliverNotice, readInbox]],
  [2, [lookAtStatusPage, providerCapturesLate, providerComesBack, refundPartial, pollRefundsNow]],
  [1, [checkoutLosesAnswer, checkoutIsRefused, retryWithSameKey, changeBody]],
  [1, [providerCapturesTwice, providerCapturesOtherAmount, providerCapturesOtherCurrency, providerRisksIt]],
  [1, [providerEnds, providerGoesDown, strangerIsCharged, deliverAgain, dropNotice, forgeNotice]],
  [1, [poll, reconcileBooks, runConsumersOnce, settleTotals, rebuildCompare]],
  [1, [refundFull, refundLosesAnswer, refundAgain, refundSeenInPanel]],
  [1, [refundConfirmed, refundFailed, refundFailsLater]],
];
const COMMANDS = WEIGHTS.flatMap(([times, commands]) => Array.from({ length: times }, () => commands)).flat();

export const COMMAND_NAMES: readonly string[] = [...new Set(COMMANDS.map(({ name }) => name))];

export type ModelRun = {
  readonly runs: number;
  readonly commandsMax: number;
  /** Without one, another each time. */
  readonly seed: number | null;
  /** A story that fails is made smaller for so long; what is smallest by then is printed. */
  readonly shrinkMs: number;
};

/**
 * Plays random stories against the product and a model of it at once. A story that fails is shrunk by fast-check and
 * printed with its seed. Answers how often which command ran.
 */
export async function runModel({
  runs,
  commandsMax,
  seed,
  shrinkMs,
}: ModelRun): Promise<ReadonlyMap<string, number>> {
  const ran = new Map<string, number>();
  let shrinksUntil: number | null = null;
  const arbitraries = COMMANDS.map(({ arbitrary }) => arbitrary);
  const story = fc.asyncProperty(
    fc.commands(arbitraries, { maxCommands: commandsMax, size: "max" }),
    async (commands) => {
      // A candidate that is not played is none.
      fc.pre(shrinksUntil === null || Date.now() < shrinksUntil);
      const real = await startReal();
      const world = new World(ran, real.provider.refunds);
      let isWell = false;
      try {
        await fc.asyncModelRun(() => ({ model: world, real }), commands);
        await settle(world, real);
        isWell = true;
      } catch (error) {
        shrinksUntil ??= Date.now() + shrinkMs;
        throw error;
      } finally {
        // What the story leaves broken must not hide why it failed.
        await real.end().catch((error: unknown) => {
          if (isWell) throw error;
        });
      }
    },
  );
  await fc.assert(story, { numRuns: runs, ...(seed === null ? {} : { seed }) });
  return ran;
}
