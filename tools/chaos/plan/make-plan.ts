import { KILL_POINTS, type KillPoint } from "@careforall/db/kill-point";
import { shuffled } from "@careforall/world";
import type { Size } from "../options.ts";
import { FAULT_KINDS, FAULT_WEIGHTS, type FaultKind, type PlannedFault } from "./faults.ts";

/** Choices are drawn from as many, so that every small list of equals is met fairly. */
const CHOICES = 5_040;

type Planned = Pick<Size, "donations" | "faults" | "killPoints">;

/**
 * The faults of a pass in the order in which they strike, none before the first donor has had a chance. Kill points are
 * struck once each; other kinds as their weights have it, but for those that the pass is spared.
 */
export function makePlan(
  { donations, faults, killPoints }: Planned,
  spared: readonly FaultKind[],
  random: () => number,
): readonly PlannedFault[] {
  const kinds = FAULT_KINDS.filter((kind) => !spared.includes(kind));
  const planned = (what: PlannedFault["what"]): PlannedFault => ({
    what,
    afterDonors: 1 + Math.floor(random() * Math.max(1, donations - 1)),
    choice: Math.floor(random() * CHOICES),
  });
  return [
    ...drawKinds(faults, kinds, random).map((kind) => planned({ kind })),
    ...drawPoints(killPoints, random).map((point) => planned({ kind: "kill_point", point })),
  ].toSorted((a, b) => a.afterDonors - b.afterDonors);
}

const drawKinds = (
  wanted: Size["faults"],
  kinds: readonly FaultKind[],
  random: () => number,
): readonly FaultKind[] =>
  typeof wanted === "number" ? Array.from({ length: wanted }, () => drawKind(kinds, random)) : wanted;

/** Those that are wanted, or as many, or all there are. */
const drawPoints = (wanted: Size["killPoints"], random: () => number): readonly KillPoint[] =>
  typeof wanted === "number" ? shuffled(KILL_POINTS, random).slice(0, wanted) : wanted;

function drawKind(kinds: readonly FaultKind[], random: () => number): FaultKind {
  const total = kinds.reduce((sum, kind) => sum + FAULT_WEIGHTS[kind], 0);
  let left = random() * total;
  for (const kind of kinds) {
    left -= FAULT_WEIGHTS[kind];
    if (left < 0) return kind;
  }
  return "kill_web";
}
