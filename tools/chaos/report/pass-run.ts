import type { Judgement } from "../judge/judge-run.ts";
import type { Wait } from "../judge/recovery.ts";
import type { Settling } from "../judge/wait-until-settled.ts";
import type { PassName } from "../plan/passes.ts";
import type { Struck } from "../plan/start-striking.ts";
import type { Lack } from "../stack/start-stack.ts";

/** What happened in one pass, and what is left of it. */
export type PassRun = Struck & {
  readonly pass: PassName;
  readonly title: string;
  readonly donations: number;
  /** How many of the donors used the form. */
  readonly forms: number;
  readonly paid: number;
  readonly refunds: number;
  readonly seconds: number;
  readonly restarts: number;
  readonly wrongClock: string | null;
  /** What could not be struck here. */
  readonly lacks: readonly Lack[];
  /** From each strike to the next payment that any donor made. */
  readonly waits: readonly Wait[];
  readonly settling: Settling;
  /** Charges that nobody had told of before the day's statement was compared, and after; null = there was none. */
  readonly statement: { readonly untold: number; readonly left: number } | null;
  readonly judgement: Judgement;
};

export type Check = { readonly name: string; readonly isRight: boolean; readonly shown: string };

/** What a bank would ask, one by one. */
export function checksOf({ judgement, settling, unmet }: PassRun): readonly Check[] {
  const { invariants } = judgement;
  const none = (name: string, count: number): Check => ({ name, isRight: count === 0, shown: `${count}` });
  const yes = (name: string, isRight: boolean): Check => ({ name, isRight, shown: isRight ? "yes" : "NO" });
  const unsettled = Object.entries(settling.left).filter(([, count]) => count !== 0);
  return [
    none("lost", judgement.lost),
    none("doubled", judgement.doubled),
    yes("ledger equals the provider's books", judgement.booksEqual),
    yes("totals equal the rebuild", judgement.totalsEqual),
    {
      name: "replays are the same bytes",
      isRight: judgement.replaysIdentical,
      shown: judgement.replaysIdentical ? `yes, all ${judgement.replays}` : "NO",
    },
    none("changed requests taken", judgement.changesTaken),
    none("forged notifications accepted", judgement.forgedAccepted),
    {
      name: "invariants that speak",
      isRight: invariants.length === 0,
      shown: invariants.join(", ") || "none",
    },
    {
      name: "left over when all had settled",
      isRight: unsettled.length === 0,
      shown: unsettled.map(([what, count]) => `${what} ${count}`).join(", ") || "nothing",
    },
    { name: "kill points nobody came to", isRight: unmet.length === 0, shown: unmet.join(", ") || "none" },
  ];
}

export const isRight = (run: PassRun): boolean => checksOf(run).every((check) => check.isRight);
