import type { KillPoint } from "@careforall/db/kill-point";
import type { Undo } from "@careforall/world";
import type { StruckAt } from "../judge/recovery.ts";
import type { FaultKind, PlannedFault } from "./faults.ts";
import { type Reach, strike } from "./strike.ts";

const MS_PER_S = 1_000;

/** What struck, for the report. */
export type Struck = {
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly killPoints: readonly KillPoint[];
  /** Points that no process came to: a guarantee that was not tried. */
  readonly unmet: readonly KillPoint[];
};

export type Striking = {
  /** Strikes what is due when this many donors have set out. */
  readonly onSetOut: (donors: number) => void;
  /** Whether everything has struck. */
  readonly isOver: () => boolean;
  readonly untilOver: () => Promise<void>;
  readonly struck: () => Struck;
  readonly strikes: () => readonly StruckAt[];
};

/** Makes the faults of a plan one after the other, so that each is seen by itself, while donors go on. */
export function startStriking(reach: Reach, plan: readonly PlannedFault[], undo: Undo): Striking {
  const faults: Partial<Record<FaultKind, number>> = {};
  const killPoints: KillPoint[] = [];
  const unmet: KillPoint[] = [];
  const strikes: StruckAt[] = [];
  let setOut = 0;
  let wake = (): void => undefined;
  let isOver = plan.length === 0;

  const bornAt = performance.now();
  const one = async (fault: PlannedFault): Promise<void> => {
    const startedAt = performance.now();
    const { what } = fault;
    const words = what.kind === "kill_point" ? `a process dies at ${what.point}` : what.kind;
    console.log(`${((startedAt - bornAt) / MS_PER_S).toFixed(1).padStart(7)} s  ${words}`);
    const hasMet = await strike(reach, fault);
    if (what.kind === "kill_point") {
      (hasMet ? killPoints : unmet).push(what.point);
      if (hasMet) strikes.push({ kind: what.point, atMs: performance.now() });
      return;
    }
    strikes.push({ kind: what.kind, atMs: startedAt });
    faults[what.kind] = (faults[what.kind] ?? 0) + 1;
  };
  const run = async (): Promise<void> => {
    for (const fault of plan) {
      while (setOut < fault.afterDonors) {
        undo.signal.throwIfAborted();
        await new Promise<void>((resolve) => (wake = resolve));
      }
      await one(fault);
    }
  };
  const ended = run()
    .catch((error: unknown) => undo.fail(error instanceof Error ? error : new Error(String(error))))
    .finally(() => (isOver = true));
  undo.signal.addEventListener("abort", () => wake(), { once: true });
  return {
    onSetOut: (donors) => {
      setOut = Math.max(setOut, donors);
      wake();
    },
    isOver: () => isOver,
    untilOver: async () => {
      await ended;
      undo.signal.throwIfAborted();
    },
    struck: () => ({ faults, killPoints, unmet }),
    strikes: () => strikes,
  };
}
