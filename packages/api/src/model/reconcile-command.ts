import * as fc from "fast-check";
import { reconcile } from "../reconciliation/index.ts";
import { command } from "./command.ts";
import { requireThat } from "./compare.ts";
import { learn } from "./world.ts";

const DAY_MS = 24 * 3_600_000;
/** The scripted provider never tires. */
const ASKS_PER_S = 10_000;

/** Asks about every attempt of the last days, captured ones too; a dry run changes nothing. */
export const reconcileBooks = command({
  name: "Reconcile",
  values: fc.record({ isDryRun: fc.boolean() }),
  run: async (world, real, { isDryRun }) => {
    const now = Date.now();
    const window = { from: new Date(now - 3 * DAY_MS), to: new Date(now + DAY_MS) };
    const request = { isDryRun, window, trigger: "command", who: "model", asksPerS: ASKS_PER_S } as const;
    const outcome = await real.attempt(world, (ctx) => reconcile(ctx, request));
    requireThat(outcome.kind !== "refused", "a reconciliation runs");
    if (isDryRun || world.isDown) return;
    for (const attempt of world.attempts) attempt.books.step(outcome.kind === "done", learn(attempt));
  },
});
