type ToldTruth = {
  readonly [part in "truth" | "isCounted" | "isHeld" | "status" | "refundedMinor"]?: unknown;
};

/** The parts of a gift that change what its page says, as one text to compare. */
export const truthKey = ({ truth, isCounted, isHeld, status, refundedMinor }: ToldTruth): string =>
  JSON.stringify([truth, isCounted, isHeld, status, refundedMinor]);
