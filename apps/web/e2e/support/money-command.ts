import { type Ended, runCommand } from "./command.ts";

export type Refund = {
  /** Of the gift, or of one attempt to pay it. */
  readonly reference: string;
  /** As staff type it: `200.00`. */
  readonly amount: string;
  readonly reason: string;
};

/** `pnpm money refund`, as staff give money back. */
export const refundByCommand = ({ reference, amount, reason }: Refund): Promise<Ended> => {
  const order = ["refund", "--payment", reference, "--amount", amount];
  return runCommand("scripts/money.ts", ...order, "--kind", "donor_request", "--reason", reason);
};
