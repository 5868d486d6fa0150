import { FAULT_KINDS, FAULT_WEIGHTS, type FaultKind, type PlannedFault } from "./faults.ts";

/** Choices are drawn from as many, so that every small list of equals is met fairly. */
const CHOICES = 5_040;

/** The faults of a run in the order in which they strike, none before the first donor has had a chance. */
export function makePlan(
  { donations, faults }: { readonly donations: number; readonly faults: number },
  random: () => number,
): readonly PlannedFault[] {
  return Array.from({ length: faults }, () => ({
    afterDonors: 1 + Math.floor(random() * Math.max(1, donations - 1)),
    kind: drawKind(random),
    choice: Math.floor(random() * CHOICES),
  })).toSorted((a, b) => a.afterDonors - b.afterDonors);
}

function drawKind(random: () => number): FaultKind {
  const total = FAULT_KINDS.reduce((sum, kind) => sum + FAULT_WEIGHTS[kind], 0);
  let left = random() * total;
  for (const kind of FAULT_KINDS) {
    left -= FAULT_WEIGHTS[kind];
    if (left < 0) return kind;
  }
  return "kill_web";
}
