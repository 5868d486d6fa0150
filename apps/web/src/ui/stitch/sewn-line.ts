/** One slot of the line: a stitch of 12 units, slightly tilted, and the gap to the next. */
const SLOT_WIDTH = 18;
const STITCH_LENGTH = 11;
const INSET = 3.5;
const TILT_UNITS = 2;
export const ROW_HEIGHT = 16;
const MIDDLE = ROW_HEIGHT / 2;

/** Amounts are compared in thousandths of a slot, in bigint: no rounding can add a stitch that was not given. */
const SLOT_PARTS = 1000n;
/** A started stitch shorter than this would look like a needle hole. */
const LEAST_VISIBLE_PART = 0.12;

export type SewnLine = {
  readonly width: number;
  readonly height: number;
  /** Path of the whole stitches; empty when there is none. */
  readonly sewn: string;
  /** Path of the one stitch that is being sewn, drawn to the part that has been given. */
  readonly started: string;
  /** Path of zero-length segments with round caps: two needle holes for each empty slot. */
  readonly holes: string;
};

/**
 * The running stitch that shows a sum against a goal. It never claims more than was received: a stitch counts as
 * whole only when its whole share is there. Beyond the goal a second row begins, and ends full at twice the goal.
 */
export function sewLine(sum: { raisedMinor: bigint; goalMinor: bigint; slots: number }): SewnLine {
  const rows = sum.goalMinor > 0n && sum.raisedMinor > sum.goalMinor ? 2 : 1;
  const slots = sum.slots * rows;
  const parts = partsGiven(sum, BigInt(slots) * SLOT_PARTS);
  const whole = Number(parts / SLOT_PARTS);
  const rest = Number(parts % SLOT_PARTS) / Number(SLOT_PARTS);

  let sewn = "";
  let holes = "";
  for (let slot = 0; slot < slots; slot++) {
    const at = position(slot, sum.slots);
    if (slot < whole) sewn += stitch(at, 1);
    else if (slot > whole || rest < LEAST_VISIBLE_PART) holes += needleHoles(at);
  }
  const started = rest >= LEAST_VISIBLE_PART ? stitch(position(whole, sum.slots), rest) : "";
  return { width: sum.slots * SLOT_WIDTH, height: rows * ROW_HEIGHT, sewn, started, holes };
}

function partsGiven(sum: { raisedMinor: bigint; goalMinor: bigint; slots: number }, most: bigint): bigint {
  if (sum.goalMinor <= 0n || sum.raisedMinor <= 0n) return 0n;
  const parts = (sum.raisedMinor * BigInt(sum.slots) * SLOT_PARTS) / sum.goalMinor;
  return parts < most ? parts : most;
}

function position(slot: number, slotsPerRow: number): { x: number; y: number } {
  return {
    x: (slot % slotsPerRow) * SLOT_WIDTH + INSET,
    y: Math.floor(slot / slotsPerRow) * ROW_HEIGHT + MIDDLE + TILT_UNITS / 2,
  };
}

const stitch = ({ x, y }: { x: number; y: number }, part: number): string =>
  `M${x} ${y}l${round(STITCH_LENGTH * part)} ${round(-TILT_UNITS * part)}`;

const needleHoles = ({ x, y }: { x: number; y: number }): string =>
  `M${x} ${y - TILT_UNITS / 2}h0m${STITCH_LENGTH} 0h0`;

const round = (units: number): number => Math.round(units * 10) / 10;
